package dev.modelsync.events.fleet.diff;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.TopicPass;
import dev.modelsync.events.kafka.TopicValue;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A moment of the past, from the topics and nothing else: what services wanted, and what the cluster's outcomes say it held. */
final class PastDiff {
    private final TopicPass first;
    private final TopicPass second;

    PastDiff(KafkaProperties kafka) {
        first = new TopicPass(kafka, List.of(Topic.CLUSTERS, Topic.SYNC_OUTCOMES));
        second = new TopicPass(kafka, List.of(Topic.INFERENCE_SERVICES));
    }

    /**
     * One at a time, since each reads the topics from their beginnings.
     *
     * @return empty for a cluster that was not enrolled then
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer
     */
    synchronized Optional<ClusterDiff> of(String clusterId, Instant at) {
        Map<String, String> projects = new HashMap<>();
        PastRegistry registry = new PastRegistry(clusterId, at);
        first.read(message -> {
            if (message.value() instanceof TopicValue.Event value) {
                if (value.event() instanceof SyncOutcome outcome) {
                    registry.add(outcome);
                } else if (value.event() instanceof ClusterChanged change
                        && !change.getOccurredAt().isAfter(at)) {
                    projects.put(change.getClusterId(), change.getProjectId());
                }
            }
        });
        return Optional.ofNullable(projects.get(clusterId))
                .map(project -> ClusterDiff.then(clusterId, project, sides(project, at, registry), at));
    }

    private Sides sides(String project, Instant at, PastRegistry registry) {
        PastServices services = new PastServices(project, at, registry);
        second.read(message -> {
            if (message.value() instanceof TopicValue.Event value && value.event() instanceof ServiceChanged change) {
                services.add(change);
            }
        });
        return services.sides();
    }
}
