package dev.modelsync.events.kafka;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.TopicReport.Setting;
import dev.modelsync.events.kafka.TopicReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** What each topic has to be, and whether it is. */
final class TopicRules {
    private static final Set<String> AT_LEAST = Set.of(
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            TopicConfig.RETENTION_MS_CONFIG,
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    private static final String CREATE = "modelsync topics create";

    private final @Nullable String bootstrapServers;
    private final TopicProperties properties;

    TopicRules(KafkaProperties kafka, TopicProperties properties) {
        this.bootstrapServers = kafka.bootstrapServers();
        this.properties = properties;
    }

    /** With those of a new topic that no promise hangs on. */
    Map<String, String> settingsOfNew(Topic topic) {
        Map<String, String> settings = new TreeMap<>(topic.initialSettings());
        settings.putAll(required(topic));
        return settings;
    }

    TopicReport missing(Topic topic) {
        List<Setting> settings = new ArrayList<>();
        required(topic)
                .forEach((name, wanted) ->
                        settings.add(new Setting(name, null, wanted, AT_LEAST.contains(name), false)));
        return new TopicReport(topic.topicName(), State.MISSING, null, null, false, settings, CREATE);
    }

    TopicReport found(Topic topic, Config actual, int partitions, int replicationFactor) {
        List<Setting> settings = new ArrayList<>();
        required(topic)
                .forEach((name, wanted) ->
                        settings.add(setting(name, actual.get(name).value(), wanted)));
        boolean safe = settings.stream().allMatch(Setting::safe);
        return new TopicReport(
                topic.topicName(),
                safe ? State.SAFE : State.UNSAFE,
                partitions,
                replicationFactor,
                false,
                settings,
                safe ? null : repair(topic, settings));
    }

    private static Setting setting(String name, String found, String wanted) {
        boolean atLeast = AT_LEAST.contains(name);
        boolean safe = atLeast ? isEnough(Long.parseLong(found), Long.parseLong(wanted)) : wanted.equals(found);
        return new Setting(name, found, wanted, atLeast, safe);
    }

    /** For a retention, -1 means for ever. */
    private static boolean isEnough(long found, long wanted) {
        return found >= wanted || found == -1;
    }

    private String repair(Topic topic, List<Setting> settings) {
        return "kafka-configs.sh --bootstrap-server " + bootstrapServers
                + " --alter --entity-type topics --entity-name " + topic.topicName() + " --add-config "
                + settings.stream()
                        .filter(setting -> !setting.safe())
                        .map(setting -> setting.name() + '=' + setting.wanted())
                        .collect(Collectors.joining(","));
    }

    private Map<String, String> required(Topic topic) {
        Map<String, String> required = new TreeMap<>(topic.requiredSettings());
        required.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(properties.minInsyncReplicas()));
        return required;
    }
}
