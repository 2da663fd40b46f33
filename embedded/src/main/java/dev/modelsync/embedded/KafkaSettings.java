package dev.modelsync.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;

/** A node's settings, by their Kafka names. */
final class KafkaSettings {
    private static final Map<String, String> STEADY = Map.ofEntries(
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "CLIENT"),
            Map.entry("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("metric.reporters", ""),
            // One node: nobody else holds a copy, and nobody else is waited for.
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // After a kill, the controller takes the broker back only once its former session has run out.
            Map.entry("broker.heartbeat.interval.ms", "1000"),
            Map.entry("broker.session.timeout.ms", "3000"),
            // A laptop, not a rack.
            Map.entry("num.network.threads", "1"),
            Map.entry("num.io.threads", "2"),
            Map.entry("num.replica.fetchers", "1"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "131072"),
            Map.entry("log.index.size.max.bytes", "1048576"));

    private final Map<String, String> settings = new HashMap<>(STEADY);

    KafkaSettings(Path log, KafkaNode node, int port) {
        String client = "CLIENT://%s:%d".formatted(LoopbackPort.HOST, port);
        settings.put("node.id", Integer.toString(node.id()));
        settings.put("process.roles", node.isFirst() ? "broker,controller" : "broker");
        settings.put("log.dirs", log.toString());
        settings.put("listeners", node.isFirst() ? client + ",CONTROLLER://" + node.controller() : client);
        settings.put("advertised.listeners", client);
        settings.put("controller.quorum.voters", KafkaNode.FIRST + "@" + node.controller());
    }

    /** One more listener, for clients that are told the relay's port. */
    void addSecondWay(int port, int relayPort) {
        String way = ",RELAYED://" + LoopbackPort.HOST + ":";
        settings.merge("listeners", way + port, String::concat);
        settings.merge("advertised.listeners", way + relayPort, String::concat);
        settings.merge("listener.security.protocol.map", ",RELAYED:PLAINTEXT", String::concat);
    }

    KafkaConfig config() {
        Properties properties = new Properties();
        properties.putAll(settings);
        return KafkaConfig.fromProps(properties, false);
    }
}
