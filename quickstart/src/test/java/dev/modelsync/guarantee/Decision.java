package dev.modelsync.guarantee;

import java.util.List;
import java.util.Map;

/** A line of a cluster's {@code modelsync.history}. */
record Decision(String service, long revision, String eventId, String result, List<Map<String, String>> models) {
    /** Oldest first. */
    static List<Decision> all(Cluster cluster) {
        return cluster.sql()
                .sql(
                        "select service, revision, event_id, result, models::text as models from modelsync.history order by id")
                .query((row, number) -> new Decision(
                        row.getString("service"),
                        row.getLong("revision"),
                        row.getString("event_id"),
                        row.getString("result"),
                        JsonText.objects(row.getString("models"))))
                .list();
    }

    /** Whether a later decision about the same change may follow. */
    boolean isUnfinished() {
        return result.equals("PARKED") || result.equals("SKIPPED");
    }
}
