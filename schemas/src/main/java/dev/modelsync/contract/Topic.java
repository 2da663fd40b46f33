package dev.modelsync.contract;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of modelsync, each with the settings without which its promise does not hold. State
 * topics promise the latest value of every key for ever and the full history for {@link
 * #HISTORY}; a topic that is merely retained for a time would lose registrations silently.
 */
public enum Topic {
    /** Every change of a registration; key {@code project/name}. */
    INFERENCE_SERVICES("hm.inference-services.v1", Kind.STATE_WITH_HISTORY),
    /** Every change of an enrolment, revocations among them; key cluster id. */
    CLUSTERS("hm.clusters.v1", Kind.STATE_WITH_HISTORY),
    /**
     * What became of each change on each cluster, key {@code cluster/project/name}, and of each command, key
     * {@code cluster/@command/id}.
     */
    SYNC_OUTCOMES("hm.model-sync.outcomes.v1", Kind.STATE_WITH_HISTORY),
    /** Heartbeat of each worker, key cluster id, and the models of its registry, key {@code cluster/inventory}. */
    SYNC_CLUSTERS("hm.model-sync.clusters.v1", Kind.STATE),
    /** Commands to workers; key cluster id. */
    SYNC_CONTROL("hm.model-sync.control.v1", Kind.LOG),
    /** Credentials for clusters without a proxy, sealed for each of them; key {@code cluster/project/name}. */
    SEALED_CREDENTIALS("hm.sealed-credentials.v1", Kind.STATE_WITH_WITHDRAWALS),
    /** What each inference proxy serves, its heartbeat; key proxy id. */
    INFERENCE_PROXIES("hm.inference-proxies.v1", Kind.PRESENCE),
    /** Signed checkpoints of the activity log. */
    ACTIVITY_CHECKPOINTS("hm.activity-checkpoints.v1", Kind.LOG);

    /** How long every single change stays readable on a topic with history. */
    public static final Duration HISTORY = Duration.ofDays(30);

    private static final Duration LOG_RETENTION = Duration.ofDays(365);
    private static final Duration STATE_SEGMENT = Duration.ofHours(1);
    /** Far longer than between two heartbeats, so that only what has ended without a word is forgotten. */
    private static final Duration PRESENCE_RETENTION = Duration.ofDays(1);

    private enum Kind {
        STATE,
        /** What is withdrawn may not be missed, what is replaced is of no interest. */
        STATE_WITH_WITHDRAWALS,
        STATE_WITH_HISTORY,
        /** State of those who come and go under ever new keys: the latest of each, as long as it is young. */
        PRESENCE,
        LOG
    }

    private final String topicName;
    private final Kind kind;

    Topic(String topicName, Kind kind) {
        this.topicName = topicName;
        this.kind = kind;
    }

    public String topicName() {
        return topicName;
    }

    /** Kafka topic settings, by their Kafka names, that this topic must have; sorted by name. */
    public Map<String, String> requiredSettings() {
        Map<String, String> settings = new TreeMap<>();
        if (kind == Kind.LOG) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, millis(LOG_RETENTION));
            return settings;
        }
        if (kind == Kind.PRESENCE) {
            settings.put(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT + ',' + TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, millis(PRESENCE_RETENTION));
            return settings;
        }
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        if (kind == Kind.STATE_WITH_HISTORY) {
            settings.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, millis(HISTORY));
        }
        if (kind != Kind.STATE) {
            settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(HISTORY));
        }
        return settings;
    }

    /**
     * Kafka topic settings that a new topic gets besides: they serve, but no promise hangs on them, so a topic that was
     * made otherwise is not refused. What a heartbeat or a rotated credential replaces is to be compacted within the hour.
     */
    public Map<String, String> initialSettings() {
        return kind == Kind.STATE || kind == Kind.STATE_WITH_WITHDRAWALS || kind == Kind.PRESENCE
                ? Map.of(TopicConfig.SEGMENT_MS_CONFIG, millis(STATE_SEGMENT))
                : Map.of();
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
