import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints who changed which service, from the first change on. Ends when nothing has come for some seconds. */
class AuditConsumer {
    public static void main(String[] servers) {
        Map<String, Object> client = Map.of("bootstrap.servers", servers[0], "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<String, SpecificRecord>(
                client, new StringDeserializer(), new SingleObjectDeserializer())) {
            var partitions = consumer.partitionsFor("hm.inference-services.v1").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (var records = consumer.poll(Duration.ofSeconds(10)); !records.isEmpty(); records = consumer.poll(Duration.ofSeconds(3))) {
                for (var record : records) {
                    if (record.value() instanceof ServiceChanged change) {
                        System.out.printf("%s %s %s by %s: %s%n", change.getOccurredAt(), record.key(), change.getType(), change.getActor(), change.getReason());
                    }
                }
            }
        }
    }
}
