package dev.modelsync.sync;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models that a DBA made, which the worker has to leave alone. */
final class HandMade {
    private HandMade() {}

    /** With credentials of its own, or with none. */
    static void model(TestCluster cluster, String name, String provider, @Nullable String key) {
        String credentials = key == null ? "" : ", credentials => jsonb_build_object('api_key', '" + key + "')";
        cluster.sql()
                .sql("select aidb.create_model(name => :name, provider => :provider, validate => false, "
                        + "config => '{\"model\": \"hand-made\", \"url\": \"https://api.openai.com/v1\"}'" + credentials
                        + ")")
                .param("name", name)
                .param("provider", provider)
                .query(row -> {});
    }

    static List<Map<String, Object>> models(TestCluster cluster) {
        return cluster.sql()
                .sql("select name, provider, options::text as options from aidb.models "
                        + "where options::text like '%hand-made%' order by name")
                .query()
                .listOfRows();
    }
}
