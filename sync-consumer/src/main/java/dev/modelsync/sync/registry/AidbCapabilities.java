package dev.modelsync.sync.registry;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
 * @param validatesAfterwards whether there is validate_model
 * @param findsByName whether get_model answers an unknown name with no row. Then it is asked about single names: reading
 *     the view costs the more, the more models there are
 */
public record AidbCapabilities(
        String version,
        CredentialHome credentials,
        boolean validatesOnCreate,
        boolean validatesAfterwards,
        boolean findsByName) {

    /** What credentials belong to. */
    public enum CredentialHome {
        /** A provider: all its models share them. */
        ON_PROVIDER,
        /** Themselves: a model is created with the name of one. */
        NAMED
    }

    private static final String NO_MODEL = "modelsync: a name that no model has";

    private static final Set<String> NEEDED = Set.of("name", "provider", "config");
    private static final Set<String> NEEDED_ON_PROVIDER = Set.of("credentials", "replace_credentials");
    private static final String NEEDED_NAMED = "credential";
    private static final Set<String> NEEDED_TO_CREATE_CREDENTIAL = Set.of("name", "credentials", "endpoint");

    /** @throws UnsupportedAidbException when the extension is missing or lacks what we need */
    public static AidbCapabilities probe(JdbcClient jdbc) {
        String version = jdbc.sql("select extversion from pg_catalog.pg_extension where extname = 'aidb'")
                .query(String.class)
                .optional()
                .orElseThrow(() -> new UnsupportedAidbException("the database has no extension 'aidb'"));
        boolean named = signatures(jdbc, "create_credential").stream()
                .anyMatch(arguments -> arguments.containsAll(NEEDED_TO_CREATE_CREDENTIAL));
        List<Set<String>> createModel = signatures(jdbc, "create_model");
        return createModel.stream()
                .filter(arguments -> named && takesNamed(arguments))
                .findFirst()
                .map(arguments -> found(jdbc, version, CredentialHome.NAMED, arguments))
                .or(() -> createModel.stream()
                        .filter(AidbCapabilities::takesCredentials)
                        .findFirst()
                        .map(arguments -> found(jdbc, version, CredentialHome.ON_PROVIDER, arguments)))
                .orElseThrow(() -> new UnsupportedAidbException("aidb " + version + ": create_model takes "
                        + createModel + ", needed are " + new TreeSet<>(NEEDED) + " and either "
                        + new TreeSet<>(NEEDED_ON_PROVIDER) + " or [" + NEEDED_NAMED
                        + "] with a function create_credential that takes "
                        + new TreeSet<>(NEEDED_TO_CREATE_CREDENTIAL)));
    }

    /** For a person. */
    public String inShort() {
        return "aidb " + version + ": "
                + (credentials == CredentialHome.NAMED ? "credentials with names" : "one credential a provider")
                + (validatesOnCreate ? ", create_model told not to probe" : ", create_model does not probe")
                + (validatesAfterwards ? ", validate_model after the commit" : ", no validate_model")
                + (findsByName ? ", models looked up by name" : ", models looked up in the view");
    }

    private static AidbCapabilities found(
            JdbcClient jdbc, String version, CredentialHome credentials, Set<String> createModel) {
        boolean validatesAfterwards = !signatures(jdbc, "validate_model").isEmpty();
        return new AidbCapabilities(
                version, credentials, createModel.contains("validate"), validatesAfterwards, findsByName(jdbc));
    }

    private static boolean takesNamed(Set<String> arguments) {
        return arguments.containsAll(NEEDED) && arguments.contains(NEEDED_NAMED);
    }

    private static boolean takesCredentials(Set<String> arguments) {
        return arguments.containsAll(NEEDED) && arguments.containsAll(NEEDED_ON_PROVIDER);
    }

    /** The names of the arguments of each function of this name. */
    private static List<Set<String>> signatures(JdbcClient jdbc, String function) {
        return jdbc.sql("""
                        select coalesce(p.proargnames, '{}') as arguments
                        from pg_catalog.pg_proc p
                        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                        where n.nspname = 'aidb' and p.proname = :function
                        order by p.oid
                        """)
                .param("function", function)
                .query((row, number) -> argumentsIn(row))
                .list();
    }

    private static Set<String> argumentsIn(ResultSet row) throws SQLException {
        Array arguments = row.getArray("arguments");
        return new TreeSet<>(List.of((String[]) arguments.getArray()));
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
