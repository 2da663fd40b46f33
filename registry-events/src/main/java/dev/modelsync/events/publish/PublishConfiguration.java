package dev.modelsync.events.publish;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.Topics;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PublishConfiguration {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    @Bean(destroyMethod = "close")
    ClosingProducer producer(KafkaProperties kafka) {
        return new ClosingProducer(new KafkaProducer<>(ProducerSettings.of(kafka)));
    }

    @Bean
    Publication publication(KafkaProperties kafka, Topics topics, ClosingProducer closing) {
        String topic = topics.name(Topic.INFERENCE_SERVICES);
        return new Publication(closing.producer(), new EventMapper(topic), new TopicReader(kafka, topic));
    }

    /** Bounds the close, which by default waits for as long as the broker is away. */
    record ClosingProducer(Producer<String, SpecificRecord> producer) implements AutoCloseable {
        @Override
        public void close() {
            producer.close(CLOSE_TIMEOUT);
        }
    }
}
