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

/** What happens to the records of the service topic. */
final class DeliveryFaults {
    private DeliveryFaults() {}

    /**
     * Events are on the topic twice, and older ones behind newer ones: also of services that were purged since, and
     * purges of services that were registered anew since, although nothing in a purge says how old it is.
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

        private static void send(Landscape site, List<ConsumerRecord<String, byte[]>> records) {
            Map<String, Object> settings =
                    Map.of("bootstrap.servers", site.kafka().bootstrapServers());
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
}
