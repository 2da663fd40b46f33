package dev.modelsync.benchmark.contestant;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretConfiguration;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.schema.ChangeSource;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ClusterChangeType;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterLocation;
import dev.modelsync.schema.CredentialDelivery;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What Hybrid Manager does before a proxy is of use: topics, credentials in the encrypted file store, an enrolled
 * cluster and registered services.
 */
final class Announcements {
    private static final String PROJECT = "benchmark";

    private final String bootstrapServers;
    private final Path secrets;
    private final Instant at;

    Announcements(String bootstrapServers, Path secrets, Instant at) {
        this.bootstrapServers = bootstrapServers;
        this.secrets = secrets;
        this.at = at;
    }

    /** Settings of an application that is to read what is made here. */
    Map<String, String> environment() {
        return Map.of(
                "MODELSYNC_KAFKA_BOOTSTRAPSERVERS",
                bootstrapServers,
                "MODELSYNC_SECRETS_FOLDER",
                secrets.resolve("store").toString(),
                "MODELSYNC_SECRETS_KEYSETFILE",
                secrets.resolve("keyset").toString());
    }

    static String path(String service) {
        return "/projects/" + PROJECT + "/services/" + service;
    }

    void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            await(admin.createTopics(Stream.of(Topic.INFERENCE_SERVICES, Topic.CLUSTERS)
                            .map(topic -> new NewTopic(topic.topicName(), Optional.of(3), Optional.empty())
                                    .configs(topic.requiredSettings()))
                            .toList())
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
    }

    /** One cluster, and services at the endpoints by their names, all with the same key. */
    void announce(String token, String providerKey, Map<String, URI> endpoints) {
        SecretReference credential = new SecretReference("benchmark", 1);
        keep(credential, new Secret(Map.of("apiKey", providerKey)));
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new SingleObjectSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            sent.add(producer.send(new ProducerRecord<>(Topic.CLUSTERS.topicName(), "benchmark", cluster(token))));
            endpoints.forEach((name, endpoint) -> sent.add(producer.send(new ProducerRecord<>(
                    Topic.INFERENCE_SERVICES.topicName(),
                    PROJECT + '/' + name,
                    service(name, state(endpoint, credential))))));
            sent.forEach(Announcements::await);
        }
    }

    private static void await(Future<?> asked) {
        try {
            asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not take what is announced", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while something was announced", e);
        }
    }

    private void keep(SecretReference reference, Secret secret) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            Map<String, Object> settings = Map.of(
                    "modelsync.secrets.folder",
                    secrets.resolve("store"),
                    "modelsync.secrets.keyset-file",
                    secrets.resolve("keyset"));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("benchmark", settings));
            context.register(SecretConfiguration.class);
            context.refresh();
            context.getBean(SecretStore.class).put(reference, secret);
        }
    }

    /** The proxy lets nothing through but the paths of models. */
    private static ModelState model(String name, String function, String aidbProvider, String path) {
        return new ModelState(name, name, function, aidbProvider, path);
    }

    private ClusterChanged cluster(String token) {
        return ClusterChanged.newBuilder()
                .setEventId("benchmark:1")
                .setClusterId("benchmark")
                .setRevision(1)
                .setType(ClusterChangeType.ENROLLED)
                .setProjectId(PROJECT)
                .setLocation(ClusterLocation.PRIMARY)
                .setDelivery(CredentialDelivery.PROXY)
                .setTokenSha256(sha256(token))
                .setEnrolledAt(at)
                .setActor("benchmark")
                .setOccurredAt(at)
                .setLsn(1)
                .setSnapshot(false)
                .build();
    }

    private ServiceChanged service(String name, ServiceState state) {
        return ServiceChanged.newBuilder()
                .setEventId(name + ":1")
                .setProjectId(PROJECT)
                .setServiceName(name)
                .setServiceUid(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString())
                .setRevision(1)
                .setType(ChangeType.REGISTERED)
                .setAfter(state)
                .setActor("benchmark")
                .setOccurredAt(at)
                .setSource(
                        ChangeSource.newBuilder().setLsn(1).setSnapshot(false).build())
                .build();
    }

    private static ServiceState state(URI endpoint, SecretReference credential) {
        return ServiceState.newBuilder()
                .setProvider("OPENAI_COMPATIBLE")
                .setEndpointUrl(endpoint.toString())
                .setApiProtocolVersion("OPENAI_V1")
                .setAllowInsecure(false)
                .setCredentialVersion(credential.version())
                .setCredentialRef(credential.ref())
                .setLabels(Map.of())
                .setModels(List.of(
                        model("embeddings", "TEXT_EMBEDDING", "openai_embeddings", Contestants.SMALL_PATH),
                        model("chat", "TEXT_COMPLETION", "openai_completions", Contestants.STREAM_PATH)))
                .build();
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
