package dev.modelsync.guarantee;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The latest word of Hybrid Manager's table on a service. */
record HmService(String name, String uid, long revision, boolean live, List<Map<String, String>> models) {
    static List<HmService> all(JdbcClient hm) {
        return hm.sql("""
                        select distinct on (name) name, uid, revision, state = 'REGISTERED' as live, models::text as models
                        from hm.inference_service
                        where project = :project
                        order by name, revision desc
                        """)
                .param("project", Landscape.PROJECT)
                .query((row, number) -> new HmService(
                        row.getString("name"),
                        row.getString("uid"),
                        row.getLong("revision"),
                        row.getBoolean("live"),
                        JsonText.objects(row.getString("models"))))
                .list();
    }
}
