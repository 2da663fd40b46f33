package dev.modelsync.events.kafka;

import dev.modelsync.contract.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that are not there, and verifies those that are. It changes nothing of an
 * existing topic: whoever made it so may have had a reason, and is told the command instead.
 */
final class TopicProvisioner {
    private static final Set<String> AT_LEAST = Set.of(
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            TopicConfig.RETENTION_MS_CONFIG,
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);

    private final KafkaProperties kafka;
    private final TopicProperties properties;

    TopicProvisioner(KafkaProperties kafka, TopicProperties properties) {
        this.kafka = kafka;
        this.properties = properties;
    }

    /**
     * @throws UnsafeTopicException naming every unsafe topic
     * @throws IllegalStateException when the brokers do not answer
     */
    Topics provision() throws InterruptedException {
        try (Admin admin = Admin.create(kafka.client())) {
            verify(admin, create(admin));
            return new Topics();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Topics cannot be created or verified at " + kafka.bootstrapServers(), e.getCause());
        }
    }

    /** The topics that were there already. */
    private Set<Topic> create(Admin admin) throws InterruptedException, ExecutionException {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            wanted.add(new NewTopic(topic.topicName(), properties.partitions(), properties.replicationFactor())
                    .configs(settingsOfNew(topic)));
        }
        Map<String, KafkaFuture<Void>> created = admin.createTopics(wanted).values();
        Set<Topic> existing = EnumSet.noneOf(Topic.class);
        for (Topic topic : Topic.values()) {
            try {
                Objects.requireNonNull(created.get(topic.topicName())).get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                existing.add(topic);
            }
        }
        return existing;
    }

    private void verify(Admin admin, Set<Topic> existing) throws InterruptedException, ExecutionException {
        List<ConfigResource> resources =
                existing.stream().map(TopicProvisioner::resource).toList();
        Map<ConfigResource, Config> settings =
                admin.describeConfigs(resources).all().get();
        List<String> unsafe = new ArrayList<>();
        for (Topic topic : existing) {
            unsafe(topic, Objects.requireNonNull(settings.get(resource(topic)))).ifPresent(unsafe::add);
        }
        if (!unsafe.isEmpty()) {
            throw new UnsafeTopicException(String.join(System.lineSeparator(), unsafe));
        }
    }

    private Optional<String> unsafe(Topic topic, Config actual) {
        Map<String, String> missing = new TreeMap<>();
        List<String> found = new ArrayList<>();
        required(topic).forEach((name, required) -> {
            String value = actual.get(name).value();
            if (!isSafe(name, value, required)) {
                missing.put(name, required);
                found.add(name + " is " + value + " and must be " + (AT_LEAST.contains(name) ? "at least " : "")
                        + required);
            }
        });
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        List<String> repairs = missing.entrySet().stream()
                .map(setting -> setting.getKey() + '=' + setting.getValue())
                .toList();
        return Optional.of("Topic " + topic.topicName() + " would lose events: " + String.join("; ", found)
                + ". Repair it with: kafka-configs.sh --bootstrap-server " + kafka.bootstrapServers()
                + " --alter --entity-type topics --entity-name " + topic.topicName() + " --add-config "
                + String.join(",", repairs));
    }

    private static boolean isSafe(String name, String value, String required) {
        if (!AT_LEAST.contains(name)) {
            return required.equals(value);
        }
        long number = Long.parseLong(value);
        // For a retention, -1 means for ever.
        return number >= Long.parseLong(required) || number == -1;
    }

    private Map<String, String> settingsOfNew(Topic topic) {
        Map<String, String> settings = new TreeMap<>(topic.initialSettings());
        settings.putAll(required(topic));
        return settings;
    }

    private Map<String, String> required(Topic topic) {
        Map<String, String> required = new TreeMap<>(topic.requiredSettings());
        required.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(properties.minInsyncReplicas()));
        return required;
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }
}
