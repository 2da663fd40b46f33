package dev.modelsync.events.kafka;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.TopicReport.Setting;
import dev.modelsync.events.kafka.TopicReport.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that are not there, and verifies those that are. It changes nothing of an
 * existing topic: whoever made it so may have had a reason, and is told the command instead.
 */
final class TopicProvisioner {
    /** For whoever asks and waits for the answer; at the start Kafka may take its own time. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final KafkaProperties kafka;
    private final TopicProperties properties;
    private final TopicRules rules;

    TopicProvisioner(KafkaProperties kafka, TopicProperties properties) {
        this.kafka = kafka;
        this.properties = properties;
        this.rules = new TopicRules(kafka, properties);
    }

    /**
     * @throws UnsafeTopicException naming every unsafe topic
     * @throws IllegalStateException when the brokers do not answer
     */
    Topics provision() throws InterruptedException {
        try (Admin admin = Admin.create(kafka.client())) {
            List<TopicReport> created = create(admin, EnumSet.allOf(Topic.class));
            Set<Topic> existing = EnumSet.allOf(Topic.class);
            existing.removeIf(
                    topic -> created.stream().anyMatch(report -> report.topic().equals(topic.topicName())));
            refuse(reports(admin, existing));
            return new Topics();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Topics cannot be created or verified at " + kafka.bootstrapServers(), e.getCause());
        }
    }

    /**
     * Every topic as it is.
     *
     * @throws KafkaException when the brokers do not answer within seconds, or refuse
     */
    List<TopicReport> verify() {
        return withAdmin(admin -> reports(admin, EnumSet.allOf(Topic.class)));
    }

    /**
     * Every topic, after those that were missing have been made.
     *
     * @throws KafkaException as above; some may have been made
     */
    List<TopicReport> createMissing() {
        return withAdmin(admin -> {
            List<TopicReport> found = reports(admin, EnumSet.allOf(Topic.class));
            List<TopicReport> created = create(admin, missing(found));
            return found.stream().map(report -> newest(report, created)).toList();
        });
    }

    private static Set<Topic> missing(List<TopicReport> found) {
        Set<Topic> missing = EnumSet.noneOf(Topic.class);
        for (Topic topic : Topic.values()) {
            if (found.get(topic.ordinal()).state() == State.MISSING) {
                missing.add(topic);
            }
        }
        return missing;
    }

    private static TopicReport newest(TopicReport report, List<TopicReport> created) {
        return created.stream()
                .filter(each -> each.topic().equals(report.topic()))
                .findFirst()
                .orElse(report);
    }

    private static void refuse(List<TopicReport> reports) {
        List<String> unsafe = reports.stream()
                .filter(report -> report.state() == State.UNSAFE)
                .map(report -> "Topic " + report.topic() + " would lose events: "
                        + report.unsafe().stream().map(Setting::complaint).collect(Collectors.joining("; "))
                        + ". Repair it with: " + report.repair())
                .toList();
        if (!unsafe.isEmpty()) {
            throw new UnsafeTopicException(String.join(System.lineSeparator(), unsafe));
        }
    }

    /** Those that have been made, as the brokers say that they made them; one that somebody else had made is not in it. */
    private List<TopicReport> create(Admin admin, Set<Topic> wanted) throws InterruptedException, ExecutionException {
        CreateTopicsResult result =
                admin.createTopics(wanted.stream().map(this::newTopic).toList());
        List<TopicReport> created = new ArrayList<>();
        for (Topic topic : wanted) {
            String name = topic.topicName();
            try {
                Objects.requireNonNull(result.values().get(name)).get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                continue;
            }
            created.add(rules.found(
                            topic,
                            result.config(name).get(),
                            result.numPartitions(name).get(),
                            result.replicationFactor(name).get())
                    .justCreated());
        }
        return created;
    }

    private NewTopic newTopic(Topic topic) {
        return new NewTopic(topic.topicName(), properties.partitions(), properties.replicationFactor())
                .configs(rules.settingsOfNew(topic));
    }

    /** In the order of the topics. */
    private List<TopicReport> reports(Admin admin, Set<Topic> topics) throws InterruptedException, ExecutionException {
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        topics.stream().map(Topic::topicName).toList())
                .topicNameValues();
        Map<ConfigResource, KafkaFuture<Config>> settings = admin.describeConfigs(
                        topics.stream().map(TopicProvisioner::resource).toList())
                .values();
        List<TopicReport> reports = new ArrayList<>();
        for (Topic topic : topics) {
            reports.add(report(
                    topic,
                    Objects.requireNonNull(descriptions.get(topic.topicName())),
                    Objects.requireNonNull(settings.get(resource(topic)))));
        }
        return reports;
    }

    private TopicReport report(Topic topic, KafkaFuture<TopicDescription> described, KafkaFuture<Config> settings)
            throws InterruptedException, ExecutionException {
        try {
            TopicDescription description = described.get();
            return rules.found(
                    topic,
                    settings.get(),
                    description.partitions().size(),
                    description.partitions().get(0).replicas().size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return rules.missing(topic);
            }
            throw e;
        }
    }

    private interface AdminWork<T> {
        T with(Admin admin) throws InterruptedException, ExecutionException;
    }

    private <T> T withAdmin(AdminWork<T> work) {
        Map<String, Object> client = kafka.client();
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis() / 2));
        try (Admin admin = Admin.create(client)) {
            return work.with(admin);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }
}
