package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.embedded.process.JavaCommand;
import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A cluster under test: a project and an AIDB database of its own, and the worker application for it. */
final class TestCluster implements AutoCloseable {
    static final String TOKEN = "cluster-token-that-must-not-leak";
    static final String PROXY = "http://proxy.test:8090";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestServers servers = TestServers.running();
    private final EmbeddedKafka kafka;
    private final String database;
    private final Map<String, Object> properties = new HashMap<>();
    private final ClusterChannel channel;
    private @Nullable ConfigurableApplicationContext application;

    TestCluster() {
        this(TestServers.running().kafka(), TestServers.running().newAidbDatabase());
    }

    /** With a database that {@link TestServers} made. */
    TestCluster(String database) {
        this(TestServers.running().kafka(), database);
    }

    /** On a broker of its own, for those who do to it what others must not see. */
    TestCluster(EmbeddedKafka kafka) {
        this(kafka, TestServers.running().newAidbDatabase());
    }

    private TestCluster(EmbeddedKafka kafka, String database) {
        this.kafka = kafka;
        this.database = database;
        properties.putAll(Map.of("server.port", 0, "modelsync.kafka.bootstrap-servers", kafka.bootstrapServers()));
        set("id", id());
        set("project", project());
        set("location", "PRIMARY");
        set("database.url", servers.postgres().jdbcUrl(database));
        set("database.username", TestServers.WORKER_ROLE);
        set("database.password", TestServers.WORKER_PASSWORD);
        set("access-token", TOKEN);
        set("proxy-url", PROXY);
        set("check-interval", "500ms");
        // A consumer that is closed waits for what it has asked for.
        with("modelsync.kafka.properties[fetch.max.wait.ms]", 50);
        channel = new ClusterChannel(kafka, id());
    }

    String id() {
        return database.replace('_', '-');
    }

    String project() {
        return "project-" + database;
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    String database() {
        return database;
    }

    Map<String, Object> properties() {
        return Map.copyOf(properties);
    }

    TestCluster set(String property, Object value) {
        properties.put("modelsync.clusters[0]." + property, value);
        return this;
    }

    TestCluster without(String property) {
        properties.remove("modelsync.clusters[0]." + property);
        return this;
    }

    /** A property of the application, not of the cluster. */
    TestCluster with(String property, Object value) {
        properties.put(property, value);
        return this;
    }

    /** What the running application answers. */
    HttpResponse<String> get(String path) {
        return WorkerHttp.get(application(), path);
    }

    /** Configures a second cluster for the same application. */
    TestCluster other(String id, String url) {
        String prefix = "modelsync.clusters[1].";
        return with(prefix + "id", id)
                .with(prefix + "project", project())
                .with(prefix + "location", "SECONDARY")
                .with(prefix + "database.url", url)
                .with(prefix + "database.username", TestServers.WORKER_ROLE);
    }

    TestService service(String name) {
        return TestService.of(project(), name);
    }

    TestCluster start() {
        application = SyncConsumerApplication.start(properties);
        return this;
    }

    void stop() {
        if (application != null) {
            application.close();
            application = null;
        }
    }

    /** The worker as a process of its own, which can be killed; its output goes to a file of that name in {@code target}. */
    JavaProcess startProcess(String name) {
        JavaCommand command =
                JavaCommand.ofMain(SyncConsumerApplication.class).small().properties(properties);
        return JavaProcess.start(command, Path.of("target", name + ".log"));
    }

    ConfigurableApplicationContext application() {
        return Objects.requireNonNull(application);
    }

    /** Returns the position of the record. */
    long send(ServiceChanged change) {
        byte[] value = new SingleObjectSerializer().serialize(Topic.INFERENCE_SERVICES.topicName(), change);
        return sendBytes(change.getProjectId() + '/' + change.getServiceName(), value, null);
    }

    long sendBytes(@Nullable String key, byte @Nullable [] value, @Nullable Integer partition) {
        return sendTo(Topic.INFERENCE_SERVICES, key, value, partition);
    }

    long sendTo(Topic topic, @Nullable String key, byte @Nullable [] value, @Nullable Integer partition) {
        return channel.send(topic, key, value, partition);
    }

    /** Sends the change and waits for its outcome. */
    SyncOutcome decided(ServiceChanged change) {
        send(change);
        return outcomeOf(change);
    }

    /** The outcome of a change, as soon as it is on Kafka. */
    SyncOutcome outcomeOf(ServiceChanged change) {
        List<SyncOutcome> found = new ArrayList<>();
        eventually().untilAsserted(() -> {
            found.addAll(outcomesOf(change.getEventId()));
            assertThat(found).as("outcomes of %s", change.getEventId()).isNotEmpty();
        });
        return found.get(found.size() - 1);
    }

    /** The latest outcome of a change, once it is this. */
    SyncOutcome becomes(ServiceChanged change, SyncResult expected) {
        eventually()
                .untilAsserted(() -> assertThat(outcomesOf(change.getEventId()))
                        .last()
                        .extracting(SyncOutcome::getResult)
                        .isEqualTo(expected));
        List<SyncOutcome> all = outcomesOf(change.getEventId());
        return all.get(all.size() - 1);
    }

    /** Waits until these are the outcomes of a change. */
    void awaitOutcomes(ServiceChanged change, SyncResult... results) {
        eventually()
                .untilAsserted(() -> assertThat(outcomesOf(change.getEventId()))
                        .extracting(SyncOutcome::getResult)
                        .containsExactly(results));
    }

    List<SyncOutcome> outcomesOf(String eventId) {
        return outcomes().stream()
                .filter(outcome -> outcome.getEventId().equals(eventId))
                .toList();
    }

    /** All outcomes of this cluster up to now, in the order of each service; one that was sent again counts once. */
    List<SyncOutcome> outcomes() {
        return channel.outcomes();
    }

    ConditionFactory eventually() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    /** As superuser, who sees everything. */
    JdbcClient sql() {
        return servers.superuser(database);
    }

    Connection superuserConnection() throws SQLException {
        return servers.postgres().dataSource(database).getConnection();
    }

    /** What the worker made: config and provider by registry name, for every model of Hybrid Manager. */
    Map<String, String> syncedModels() {
        return models("""
                select name, provider || ' ' || options::text as held
                from aidb.models
                where options::text like '%is\\_hcp\\_model%'
                """);
    }

    /** The models that the worker answers for and the registry holds: what they are, by name. */
    Map<String, String> ownModels() {
        return models("""
                select m.name, m.provider || ' ' || m.options::text as held
                from aidb.models m
                join modelsync.model o on o.registry_name = m.name
                """);
    }

    private Map<String, String> models(String query) {
        Map<String, String> models = new HashMap<>();
        sql().sql(query).query(row -> {
            models.put(row.getString("name"), row.getString("held"));
        });
        return models;
    }

    /** The credential of a provider as its user mapping holds it; null when there is none. */
    @Nullable String credentialOf(String provider) {
        return sql().sql("select umoptions::text from pg_user_mappings where srvname = :provider and umuser = 0")
                .param("provider", provider)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** The state that the journal holds; null when it does not know the service. */
    @Nullable String statusOf(TestService service) {
        return sql().sql("select state from modelsync.status where service = :service")
                .param("service", service.key())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** The service that owns a model by the journal; null when none does. */
    @Nullable String ownerOf(String model) {
        return sql().sql("select service from modelsync.model where registry_name = :name")
                .param("name", model)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** What the health of the cluster is, with its details. */
    Health health() {
        CompositeHealthContributor clusters = application().getBean("clusters", CompositeHealthContributor.class);
        HealthIndicator indicator = (HealthIndicator) Objects.requireNonNull(clusters.getContributor(id()));
        return Objects.requireNonNull(indicator.health());
    }

    void awaitHealthy() {
        eventually().untilAsserted(() -> assertThat(health().getStatus()).isEqualTo(Status.UP));
    }

    @Override
    public void close() {
        stop();
        channel.close();
    }
}
