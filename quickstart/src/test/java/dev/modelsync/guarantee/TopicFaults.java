package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** What happens to the service topic as a whole. */
final class TopicFaults {
    private static final String TOPIC = Topic.INFERENCE_SERVICES.topicName();

    private TopicFaults() {}

    private interface Order {
        KafkaFuture<?> to(Admin admin);
    }

    /** The topic is deleted; the publisher, started again, creates it, empty. */
    static final class TopicRecreated implements Fault {
        @Override
        public void inject(Trial trial) {
            trial.site().publisher().kill();
            give(trial, admin -> admin.deleteTopics(Set.of(TOPIC)).all());
            trial.stream().write(trial.burst());
            trial.site().startPublisher();
            trial.stream().write(trial.burst());
        }
    }

    /** While no worker runs, services are purged, and compaction takes even their purges away. */
    static final class AwayLongerThanTombstones implements Fault {
        private static final Map<String, String> EAGER = Map.of(
                "min.compaction.lag.ms", "0",
                "delete.retention.ms", "0",
                "min.cleanable.dirty.ratio", "0.0",
                "segment.ms", "100");

        @Override
        public void inject(Trial trial) {
            ChildJvm worker = trial.site().worker();
            worker.end();
            trial.site().forget(worker);
            trial.stream().deregister(trial.burst() / 4);
            Set<String> purged = trial.stream().deregistered();
            trial.stream().purge();
            trial.stream().purging(false);
            change(trial, AlterConfigOp.OpType.SET);
            trial.await("the purges to be forgotten", () -> {
                trial.stream().label();
                return new TopicLog(trial.site(), Topic.INFERENCE_SERVICES)
                        .byKey().keySet().stream().noneMatch(purged::contains);
            });
            change(trial, AlterConfigOp.OpType.DELETE);
            trial.stream().purging(true);
            trial.site().startWorker();
        }

        /** Deleting a setting would fall back to the broker's, so the required ones are set again. */
        private static void change(Trial trial, AlterConfigOp.OpType type) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
            List<AlterConfigOp> changes = EAGER.keySet().stream()
                    .map(name -> {
                        String required =
                                Topic.INFERENCE_SERVICES.requiredSettings().get(name);
                        return type == AlterConfigOp.OpType.SET || required == null
                                ? new AlterConfigOp(new ConfigEntry(name, EAGER.get(name)), type)
                                : new AlterConfigOp(new ConfigEntry(name, required), AlterConfigOp.OpType.SET);
                    })
                    .toList();
            give(
                    trial,
                    admin -> admin.incrementalAlterConfigs(Map.of(topic, changes))
                            .all());
        }
    }

    private static void give(Trial trial, Order order) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", trial.site().kafka().bootstrapServers()))) {
            order.to(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker refuses", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
