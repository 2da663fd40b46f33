package dev.modelsync.guarantee;

import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What a registry really holds of Hybrid Manager, by SQL. */
record Registry(SortedMap<String, Oracle.Model> models, SortedMap<String, String> credentials) {
    private static final String PREFIX = "config=";

    static Registry of(Cluster cluster) {
        SortedMap<String, Oracle.Model> models = new TreeMap<>();
        cluster.sql().sql("""
                        select name, provider, options[1] as config from aidb.models
                        where options::text like '%is\\_hcp\\_model%'
                        """).query(row -> {
            models.put(
                    row.getString("name"),
                    new Oracle.Model(
                            row.getString("provider"),
                            JsonMapper.shared().readTree(row.getString("config").substring(PREFIX.length()))));
        });
        SortedMap<String, String> credentials = new TreeMap<>();
        cluster.sql()
                .sql("select srvname, umoptions::text as options from pg_user_mappings where umuser = 0")
                .query(row -> {
                    credentials.put(row.getString("srvname"), row.getString("options"));
                });
        return new Registry(models, credentials);
    }
}
