package dev.modelsync.quickstart;

import dev.modelsync.embedded.EmbeddedPostgres;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.cluster.EnrolmentResult;
import dev.modelsync.proxy.InferenceProxyApplication;
import dev.modelsync.proxy.forward.ProxyServer;
import dev.modelsync.sync.SyncConsumerApplication;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole system, running: servers and applications. If one part cannot start, the parts that did
 * are ended and the cause is thrown.
 */
final class Stack implements AutoCloseable {
    private final Running running = new Running();
    private final Path data;
    private final Settings settings;
    private final Servers servers;
    private final Application registryEvents;
    private final Application inferenceProxy;
    private final Application syncConsumer;

    private Stack(Path data, Settings settings) {
        this.data = data;
        this.settings = settings;
        servers = running.add(Servers.start(data, settings.ports, settings.secondaryBuild));
        registryEvents = running.add(new Application(RegistryEventsApplication::start, registryEventsProperties()));
        inferenceProxy = running.add(new Application(InferenceProxyApplication::start, inferenceProxyProperties()));
        syncConsumer = running.add(new Application(SyncConsumerApplication::start, syncConsumerProperties()));
    }

    /** Returns when everything is at work, as set, with its data below the folder, new or kept. */
    static Stack start(Path data, Settings settings) {
        Stack stack = new Stack(data, settings);
        try {
            stack.registryEvents.start();
            stack.enrolClusters();
            stack.startProxy();
            stack.syncConsumer.start();
            new Readiness(stack.registryEvents.address()).await("STREAMING");
            new Readiness(stack.inferenceProxy.address())
                    .await("\"clusters\":" + stack.servers.clusters().size());
            new Readiness(stack.syncConsumer.address()).await("assignedPartitions");
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    Servers servers() {
        return servers;
    }

    /** The clusters whose models can be called, through the proxy or without it. */
    List<Cluster> callers() {
        return servers.clusters().stream()
                .filter(cluster -> reachesProxy(cluster) || isDirect(cluster))
                .toList();
    }

    Application registryEvents() {
        return registryEvents;
    }

    Application inferenceProxy() {
        return inferenceProxy;
    }

    /** Where the inference proxy takes requests. */
    URI proxy() {
        return URI.create("http://127.0.0.1:"
                + inferenceProxy.context().getBean(ProxyServer.class).port());
    }

    /** The file that holds a cluster's access token. */
    Path tokenFile(Cluster cluster) {
        return token(data, cluster).file();
    }

    Application syncConsumer() {
        return syncConsumer;
    }

    HmClient client() {
        return new HmClient(registryEvents.address(), Story.PROJECT);
    }

    @Override
    public void close() {
        running.close();
    }

    /** The models' addresses lead to the port that it has got, also where any will do. */
    private void startProxy() {
        inferenceProxy.start();
        inferenceProxy.set("modelsync.proxy.port", proxy().getPort());
        for (int i = 0; i < servers.clusters().size(); i++) {
            syncConsumer.set("modelsync.clusters[" + i + "].proxy-url", proxy().toString());
        }
    }

    private void enrolClusters() {
        Enrolment enrolment = registryEvents.context().getBean(Enrolment.class);
        for (Cluster cluster : servers.clusters()) {
            token(data, cluster).ensure(() -> enrol(enrolment, cluster));
            enrolment.deliver(cluster.id(), delivery(cluster), "quickstart", null);
        }
    }

    private Delivery delivery(Cluster cluster) {
        return isDirect(cluster) ? new Delivery.Direct(keyPair(cluster).publicKey()) : new Delivery.Proxy();
    }

    private static String enrol(Enrolment enrolment, Cluster cluster) {
        EnrolmentResult result = enrolment.enrol(cluster.id(), Story.PROJECT, location(cluster), Map.of());
        if (result instanceof EnrolmentResult.Enrolled enrolled) {
            return enrolled.token().reveal();
        }
        throw new IllegalStateException("Cluster " + cluster.id()
                + " is enrolled, but its token is no longer in the data folder; start with an empty one");
    }

    private Map<String, Object> registryEventsProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", settings.ports.api);
        properties.put("modelsync.database.url", servers.hm().jdbcUrl(Servers.HM_DATABASE));
        properties.put("modelsync.database.username", EmbeddedPostgres.USER);
        properties.put("modelsync.database.password", EmbeddedPostgres.PASSWORD);
        properties.put("modelsync.kafka.bootstrap-servers", servers.kafka().bootstrapServers());
        properties.put("modelsync.secrets.folder", data.resolve("secrets").toString());
        properties.put(
                "modelsync.secrets.keyset-file", data.resolve("secrets.keyset").toString());
        properties.put(
                "modelsync.activity.signing-key-file",
                data.resolve("activity-signing-key.pem").toString());
        // So that there is something to verify before one has looked around.
        properties.put("modelsync.activity.checkpoint-interval", "10s");
        properties.put("modelsync.registration.allow-private-endpoints", true);
        return properties;
    }

    private Map<String, Object> inferenceProxyProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", settings.ports.proxyAdmin);
        properties.put("modelsync.proxy.port", settings.ports.proxy);
        properties.put("modelsync.kafka.bootstrap-servers", servers.kafka().bootstrapServers());
        properties.put("modelsync.secrets.folder", data.resolve("secrets").toString());
        properties.put(
                "modelsync.secrets.keyset-file", data.resolve("secrets.keyset").toString());
        // The fake provider is on loopback.
        properties.put("modelsync.outbound.allow", "127.0.0.1");
        return properties;
    }

    private Map<String, Object> syncConsumerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", settings.ports.worker);
        properties.put("modelsync.kafka.bootstrap-servers", servers.kafka().bootstrapServers());
        for (int i = 0; i < servers.clusters().size(); i++) {
            Cluster cluster = servers.clusters().get(i);
            String prefix = "modelsync.clusters[" + i + "].";
            properties.put(prefix + "id", cluster.id());
            properties.put(prefix + "project", Story.PROJECT);
            properties.put(prefix + "location", location(cluster).name());
            properties.put(prefix + "database.url", cluster.server().jdbcUrl(Cluster.DATABASE));
            properties.put(prefix + "database.username", Servers.WORKER_ROLE);
            properties.put(prefix + "database.password", Servers.WORKER_PASSWORD);
            properties.putAll(deliveryProperties(prefix, cluster));
        }
        return properties;
    }

    private Map<String, Object> deliveryProperties(String prefix, Cluster cluster) {
        return isDirect(cluster)
                ? Map.of(
                        prefix + "delivery",
                        "direct",
                        prefix + "private-key-file",
                        keyPair(cluster).file().toString())
                : Map.of(
                        prefix + "access-token-file",
                        tokenFile(cluster).toString(),
                        prefix + "proxy-reachable",
                        reachesProxy(cluster));
    }

    private ClusterKeyPair keyPair(Cluster cluster) {
        return new ClusterKeyPair(data.resolve("keys"), cluster.id());
    }

    private boolean reachesProxy(Cluster cluster) {
        return isPrimary(cluster) || !settings.secondaryUnreachable;
    }

    private boolean isDirect(Cluster cluster) {
        return settings.secondaryDirect && !isPrimary(cluster);
    }

    private static boolean isPrimary(Cluster cluster) {
        return cluster.id().equals("primary");
    }

    private static ClusterToken token(Path data, Cluster cluster) {
        return new ClusterToken(data.resolve("tokens"), cluster.id());
    }

    private static Location location(Cluster cluster) {
        return isPrimary(cluster) ? Location.PRIMARY : Location.SECONDARY;
    }
}
