package dev.modelsync.proxy;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.proxy.forward.ProxyServer;
import dev.modelsync.schema.ClusterChangeType;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterLocation;
import dev.modelsync.schema.CredentialDelivery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

/**
 * A running proxy on a real broker, and Hybrid Manager as far as the proxy sees it. The two that tests share are
 * started once a JVM; every test takes services and clusters of its own.
 */
public final class TestProxy implements AutoCloseable {
    /** What {@link #hasty} waits for at most. */
    public static final Duration HASTY = Duration.ofMillis(400);
    /** How long {@link #hasty} waits for the head of a request; others keep their connections for a while. */
    public static final Duration HASTY_HEAD = Duration.ofSeconds(2);
    /** What {@link #hasty} forwards at most. */
    public static final int HASTY_BODY = 100_000;
    /** How many requests of a service {@link #hasty} has under way at most. */
    public static final int HASTY_REQUESTS = 2;

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final AtomicLong REVISIONS = new AtomicLong();

    private final EmbeddedKafka kafka;
    private final ConfigurableApplicationContext context;
    private final KafkaProducer<String, SpecificRecord> producer;

    private TestProxy(EmbeddedKafka kafka, Path secrets, Map<String, Object> properties) {
        this.kafka = kafka;
        Map<String, Object> all = new HashMap<>(properties);
        all.put("server.port", 0);
        all.put("modelsync.proxy.port", 0);
        all.put("modelsync.kafka.bootstrap-servers", kafka.bootstrapServers());
        all.put("modelsync.secrets.folder", secrets.resolve("secrets").toString());
        all.put("modelsync.secrets.keyset-file", secrets.resolve("keyset").toString());
        this.context = InferenceProxyApplication.start(all);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
                new StringSerializer(),
                new SingleObjectSerializer());
    }

    private static final class Servers {
        static final Path FOLDER = folder();
        static final EmbeddedKafka KAFKA = kafka();
        static final TestProxy ROOMY = kept(start(
                KAFKA,
                FOLDER,
                Map.of(
                        "modelsync.outbound.allow",
                        "127.0.0.1",
                        "modelsync.proxy.threads",
                        2,
                        "modelsync.proxy.http2-cleartext",
                        true,
                        "modelsync.upstream.aws-region",
                        "eu-central-1")));

        private static Path folder() {
            try {
                return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "proxy-");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static EmbeddedKafka kafka() {
            EmbeddedKafka kafka = EmbeddedKafka.start(FOLDER.resolve("kafka"), 0);
            createTopics(kafka);
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
            return kafka;
        }

        static TestProxy kept(TestProxy proxy) {
            Runtime.getRuntime().addShutdownHook(new Thread(proxy.context::close));
            return proxy;
        }
    }

    private static final class Hasty {
        static final TestProxy PROXY = Servers.kept(start(
                Servers.KAFKA,
                Servers.FOLDER,
                Map.ofEntries(
                        Map.entry("modelsync.outbound.allow", "127.0.0.1"),
                        Map.entry("modelsync.outbound.deny", "denied.example.com"),
                        Map.entry("modelsync.proxy.threads", 1),
                        Map.entry("modelsync.proxy.request-body", HASTY_BODY + "B"),
                        Map.entry("modelsync.proxy.concurrent-requests", HASTY_REQUESTS),
                        Map.entry("modelsync.proxy.head-timeout", HASTY_HEAD.toMillis() + "ms"),
                        Map.entry("modelsync.upstream.connect-timeout", "300ms"),
                        Map.entry("modelsync.upstream.first-byte-timeout", HASTY.toMillis() + "ms"),
                        Map.entry("modelsync.upstream.idle-timeout", HASTY.toMillis() + "ms"),
                        Map.entry("modelsync.upstream.aws-region", "eu-central-1"))));
    }

    /** With the defaults, but that it may connect to 127.0.0.1. */
    public static TestProxy running() {
        return Servers.ROOMY;
    }

    /** With small limits. */
    public static TestProxy hasty() {
        return Hasty.PROXY;
    }

    /** One of its own, on the shared broker; to be closed. */
    public static TestProxy another(Map<String, Object> properties) {
        return start(Servers.KAFKA, Servers.FOLDER, properties);
    }

    /** One of its own, on a broker of its own; does not wait until it is ready; to be closed. */
    public static TestProxy unready(EmbeddedKafka kafka, Path secrets, Map<String, Object> properties) {
        return new TestProxy(kafka, secrets, properties);
    }

    private static TestProxy start(EmbeddedKafka kafka, Path secrets, Map<String, Object> properties) {
        TestProxy proxy = new TestProxy(kafka, secrets, properties);
        proxy.awaitReady();
        return proxy;
    }

    public static void createTopics(EmbeddedKafka kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(
                            topic(Topic.INFERENCE_SERVICES), topic(Topic.CLUSTERS), topic(Topic.INFERENCE_PROXIES)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static NewTopic topic(Topic topic) {
        return new NewTopic(topic.topicName(), Optional.of(3), Optional.of((short) 1));
    }

    public void awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Http.get(admin("/health/ready")).statusCode() == 200);
    }

    public int port() {
        return context.getBean(ProxyServer.class).port();
    }

    public URI admin(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /** A name that no other test has. */
    public static String fresh(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    public static long nextRevision() {
        return REVISIONS.incrementAndGet();
    }

    public SecretStore secrets() {
        return context.getBean(SecretStore.class);
    }

    /** Keeps a credential, as Hybrid Manager does before it writes a registration. */
    public SecretReference keep(int version, Map<String, String> credential) {
        SecretReference reference = new SecretReference(UUID.randomUUID().toString(), version);
        secrets().put(reference, new Secret(credential));
        return reference;
    }

    /** Announces a state, or a tombstone. */
    public void announce(Topic topic, String key, @Nullable SpecificRecord value) {
        try {
            producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Enrols a new cluster and waits until the proxy knows it. Its token. */
    public String enrol(String project) {
        String cluster = fresh("cluster");
        String token = "msc_" + UUID.randomUUID();
        announce(cluster, project, token, null);
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> context.getBean(dev.modelsync.proxy.access.Clusters.class)
                        .caller(token)
                        .isPresent());
        return token;
    }

    public void announce(String cluster, String project, String token, @Nullable Instant revokedAt) {
        long revision = nextRevision();
        announce(
                Topic.CLUSTERS,
                cluster,
                ClusterChanged.newBuilder()
                        .setEventId(cluster + ':' + revision)
                        .setClusterId(cluster)
                        .setRevision(revision)
                        .setType(revokedAt == null ? ClusterChangeType.ENROLLED : ClusterChangeType.REVOKED)
                        .setProjectId(project)
                        .setLocation(ClusterLocation.PRIMARY)
                        .setDelivery(CredentialDelivery.PROXY)
                        .setTokenSha256(sha256(token))
                        .setEnrolledAt(Instant.parse("2026-11-22T10:00:00Z"))
                        .setRevokedAt(revokedAt)
                        .setActor("test")
                        .setOccurredAt(Instant.parse("2026-11-22T10:00:00Z"))
                        .setLsn(revision)
                        .setSnapshot(false)
                        .build());
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    @Override
    public void close() {
        producer.close();
        context.close();
    }
}
