package dev.modelsync.sync;

import dev.modelsync.embedded.AidbStandIn;
import java.util.List;
import java.util.stream.Stream;

/** A build of AIDB: its version, and the settings of the database that it is created under. */
record AidbBuild(String version, String... settings) {
    private static final String JSON = "aidb_stand_in.options_type = 'jsonb'";
    private static final String UNKNOWN_NAME_IS_AN_ERROR = "aidb_stand_in.get_model_of_unknown_name = 'error'";
    private static final String DROPS_WITH_LAST = "aidb_stand_in.delete_model_drops_mapping = 'last'";
    private static final String DROPS_NEVER = "aidb_stand_in.delete_model_drops_mapping = 'never'";
    private static final String REPLACES_CONFIG = "aidb_stand_in.replace_applies_config = 'on'";

    static Stream<AidbBuild> all() {
        return Stream.of(
                new AidbBuild(AidbStandIn.VERSION_7_4, DROPS_WITH_LAST, JSON),
                new AidbBuild(AidbStandIn.VERSION),
                new AidbBuild(AidbStandIn.VERSION, DROPS_NEVER, UNKNOWN_NAME_IS_AN_ERROR),
                new AidbBuild(AidbStandIn.VERSION, DROPS_WITH_LAST, JSON, REPLACES_CONFIG),
                new AidbBuild(AidbStandIn.VERSION_NAMED_CREDENTIALS),
                new AidbBuild(AidbStandIn.VERSION_NAMED_CREDENTIALS, JSON, UNKNOWN_NAME_IS_AN_ERROR));
    }

    boolean namesCredentials() {
        return version.equals(AidbStandIn.VERSION_NAMED_CREDENTIALS);
    }

    TestCluster newCluster() {
        return new TestCluster(TestServers.running().newAidbDatabase(version, List.of(settings)));
    }

    /** What a model really authenticates with, by the way of the build; "none" without anything. */
    String secretOf(String model, TestCluster cluster) {
        String secret = namesCredentials() ? """
                        select c.secret ->> 'api_key'
                        from pg_foreign_table f
                        join pg_class t on t.oid = f.ftrelid
                        join aidb_internal.credential c on 'credential=' || c.name = any (f.ftoptions)
                        where t.relname = :model
                        """ : """
                        select regexp_replace(u.umoptions[1], '^api_key=', '')
                        from pg_foreign_table f
                        join pg_class t on t.oid = f.ftrelid
                        join pg_user_mappings u on u.srvid = f.ftserver and u.umuser = 0
                        where t.relname = :model
                        """;
        return cluster.sql()
                .sql(secret)
                .param("model", model)
                .query(String.class)
                .optional()
                .orElse("none");
    }

    @Override
    public String toString() {
        return version + ' ' + String.join(", ", settings).replace("aidb_stand_in.", "");
    }
}
