package dev.modelsync.sync.apply;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the AIDB build in a database can do, as far as we use it. Found out by looking, never
 * concluded from the version.
 *
 * @param version of the extension
 * @param validatesOnCreate whether create_model probes the model unless told not to
 * @param findsByName whether get_model answers an unknown name with no row. Then it is asked about single names: reading
 *     the view costs the more, the more models there are
 */
public record AidbCapabilities(String version, boolean validatesOnCreate, boolean findsByName) {
    private static final String NO_MODEL = "modelsync: a name that no model has";

    private static final Set<String> NEEDED =
            Set.of("name", "provider", "config", "credentials", "replace_credentials");

    /** @throws UnsupportedAidbException when the extension is missing or lacks what we need */
    public static AidbCapabilities probe(JdbcClient jdbc) {
        String version = jdbc.sql("select extversion from pg_catalog.pg_extension where extname = 'aidb'")
                .query(String.class)
                .optional()
                .orElseThrow(() -> new UnsupportedAidbException("the database has no extension 'aidb'"));
        Set<String> arguments = new TreeSet<>(jdbc.sql("""
                        select distinct argument
                        from pg_catalog.pg_proc p
                        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                        cross join unnest(p.proargnames) as argument
                        where n.nspname = 'aidb' and p.proname = 'create_model' and argument is not null
                        """).query(String.class).list());
        if (!arguments.containsAll(NEEDED)) {
            throw new UnsupportedAidbException(
                    "aidb " + version + ": create_model takes " + arguments + ", needed are " + new TreeSet<>(NEEDED));
        }
        return new AidbCapabilities(version, arguments.contains("validate"), findsByName(jdbc));
    }

    /** For a person. */
    public String inOneLine() {
        return "create_model " + (validatesOnCreate ? "validates unless told not to" : "does not validate")
                + "; get_model " + (findsByName ? "answers an unknown name with no row" : "is not asked");
    }

    private static boolean findsByName(JdbcClient jdbc) {
        try {
            return jdbc.sql("select name, provider, options from aidb.get_model(:name)")
                    .param("name", NO_MODEL)
                    .query((row, number) -> row.getString("name"))
                    .list()
                    .isEmpty();
        } catch (NonTransientDataAccessException e) {
            // It is an error in this build, or the function is another one: the view answers then.
            return false;
        }
    }
}
