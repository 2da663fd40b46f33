package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far the activity log is folded. */
final class ActivityFold {
    private final Landscape site;

    ActivityFold(Landscape site) {
        this.site = site;
    }

    boolean isAtEnd() {
        Map<String, Long> next = new HashMap<>();
        site.hmSql()
                .sql("select topic || '/' || partition as partition, next_offset from hm.activity_position")
                .query(row -> {
                    next.put(row.getString("partition"), row.getLong("next_offset"));
                });
        return List.of(Topic.INFERENCE_SERVICES, Topic.SYNC_OUTCOMES).stream()
                .allMatch(topic -> new TopicLog(site, topic)
                        .ends().entrySet().stream()
                                .allMatch(end -> end.getValue()
                                        .equals(next.getOrDefault(topic.topicName() + '/' + end.getKey(), 0L))));
    }
}
