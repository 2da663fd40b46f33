package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * While no worker runs, services are purged, and compaction takes even their purges away, so that the topic does not
 * name them any more. A month is too long for a test: the topic keeps purges for no time at all meanwhile, and the
 * journals are told that they last read everything a month ago.
 */
final class AwayLongerThanTombstones implements Fault {
    private static final ConfigResource TOPIC =
            new ConfigResource(ConfigResource.Type.TOPIC, Topic.INFERENCE_SERVICES.topicName());
    private static final ConfigResource EVERY_BROKER = new ConfigResource(ConfigResource.Type.BROKER, "");

    /** A purge goes with the second cleaning after its segment was closed; the first writes down from when on it may. */
    private static final Map<String, String> KEEPING_NOTHING = Map.of(
            "min.compaction.lag.ms", "0",
            "delete.retention.ms", "0",
            "min.cleanable.dirty.ratio", "0.0",
            "segment.ms", "1");

    private static final Map<String, String> CLEANING_AT_ONCE = Map.of("log.cleaner.backoff.ms", "100");

    @Override
    public void inject(Trial trial) {
        Landscape site = trial.site();
        site.wantRebuilds();
        site.endWorkers();
        trial.stream().deregister(trial.burst() / 4);
        Set<String> purged = trial.stream().deregistered();
        trial.stream().purge();
        trial.stream().purging(false);
        forget(trial, purged);
        trial.stream().purging(true);
        site.clusters().forEach(AwayLongerThanTombstones::age);
        site.startWorker();
        trial.await(
                "every cluster to have read everything again, and removed what went",
                () -> site.clusters().stream().allMatch(AwayLongerThanTombstones::hasReadEverythingAgain));
    }

    private static void forget(Trial trial, Set<String> purged) {
        TopicLog topic = new TopicLog(trial.site(), Topic.INFERENCE_SERVICES);
        set(trial.site(), TOPIC, KEEPING_NOTHING);
        set(trial.site(), EVERY_BROKER, CLEANING_AT_ONCE);
        trial.await("the purges to be forgotten", () -> {
            appendToEveryPartition(trial, topic);
            return topic.byKey().keySet().stream().noneMatch(purged::contains);
        });
        unset(trial.site(), EVERY_BROKER, CLEANING_AT_ONCE.keySet());
        unset(trial.site(), TOPIC, KEEPING_NOTHING.keySet());
        set(trial.site(), TOPIC, Topic.INFERENCE_SERVICES.requiredSettings());
    }

    /** Only a record that is appended closes the segment before it, and only a closed one is cleaned. */
    private static void appendToEveryPartition(Trial trial, TopicLog topic) {
        Map<Integer, Long> before = new TreeMap<>(topic.ends());
        trial.stream().labelAll();
        trial.await(
                "a record in every partition",
                () -> topic.ends().entrySet().stream().allMatch(end -> end.getValue() > before.get(end.getKey())));
    }

    private static void age(Cluster cluster) {
        cluster.sql()
                .sql("update modelsync.cursor set complete_at = complete_at - interval '31 days'")
                .update();
    }

    private static boolean hasReadEverythingAgain(Cluster cluster) {
        return cluster.sql()
                .sql("select exists (select from modelsync.rebuild where reason = 'AWAY_TOO_LONG' and gone > 0)")
                .query(Boolean.class)
                .single();
    }

    private static void set(Landscape site, ConfigResource of, Map<String, String> settings) {
        change(
                site,
                of,
                settings.entrySet().stream()
                        .map(one -> new AlterConfigOp(new ConfigEntry(one.getKey(), one.getValue()), OpType.SET))
                        .toList());
    }

    private static void unset(Landscape site, ConfigResource of, Collection<String> names) {
        change(
                site,
                of,
                names.stream()
                        .map(name -> new AlterConfigOp(new ConfigEntry(name, ""), OpType.DELETE))
                        .toList());
    }

    private static void change(Landscape site, ConfigResource of, Collection<AlterConfigOp> changes) {
        Brokers.ask(
                site,
                admin -> admin.incrementalAlterConfigs(Map.of(of, changes)).all());
    }
}
