package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens to the records of the service topic. */
final class DeliveryFaults {
    private DeliveryFaults() {}

    /**
     * Events are on the topic twice, and older ones behind newer ones: also of services that were purged since, and
     * their purges.
     */
    static final class DeliveredTwiceAndOlder implements Fault {
        @Override
        public void inject(Trial trial) {
            List<ConsumerRecord<String, byte[]>> again = new ArrayList<>();
            new TopicLog(trial.site(), Topic.INFERENCE_SERVICES).byKey().forEach((key, records) -> {
                int some = 1 + trial.random().nextInt(records.size());
                records.stream().limit(some).forEach(again::add);
            });
            Collections.shuffle(again, trial.random());
            trial.amid(() -> send(trial.site(), again));
        }
    }

    /**
     * Purges arrive again after their services were registered anew: nothing in a purge says how old it is, so the
     * clusters have to follow it until the publisher contradicts. Half of them with the service's last change behind
     * them, which is the newest for whoever reads the topic anew, and none for whoever has seen the purge.
     */
    static final class OldPurges implements Fault {
        @Override
        public void inject(Trial trial) {
            trial.stream().deregister(trial.burst() / 2);
            trial.stream().purge();
            trial.stream().copy(trial.burst() / 2);
            trial.awaitQuiet();
            List<ConsumerRecord<String, byte[]>> again = new ArrayList<>();
            new TopicLog(trial.site(), Topic.INFERENCE_SERVICES)
                    .byKey().values().stream()
                            .filter(OldPurges::endsWithARegistrationAnew)
                            .forEach(records -> {
                                again.add(records.get(records.size() - 2));
                                if (trial.random().nextBoolean()) {
                                    again.add(records.get(records.size() - 1));
                                }
                            });
            assertThat(again).as("purges to be delivered again").isNotEmpty();
            trial.amid(() -> send(trial.site(), again));
        }

        private static boolean endsWithARegistrationAnew(List<ConsumerRecord<String, byte[]>> records) {
            int size = records.size();
            return size > 1
                    && records.get(size - 2).value() == null
                    && records.get(size - 1).value() != null;
        }

        @Override
        public String title() {
            return "old purges delivered again";
        }
    }

    private static void send(Landscape site, List<ConsumerRecord<String, byte[]>> records) {
        Map<String, Object> settings = Map.of("bootstrap.servers", site.kafka().bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (ConsumerRecord<String, byte[]> record : records) {
                ProducerRecord<String, byte[]> again = new ProducerRecord<>(
                        record.topic(), record.partition(), record.key(), record.value(), record.headers());
                again.headers().add(TopicLog.REPEATED, new byte[0]);
                producer.send(again);
            }
        }
    }
}
