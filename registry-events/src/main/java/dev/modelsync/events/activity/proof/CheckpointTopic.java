package dev.modelsync.events.activity.proof;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.events.kafka.TopicPass;
import dev.modelsync.events.kafka.TopicValue;
import dev.modelsync.proof.Checkpoint;
import dev.modelsync.proof.ProofLine;
import dev.modelsync.schema.ActivityCheckpoint;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where checkpoints go, so that others hold them than the one who signs. */
final class CheckpointTopic implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(1);
    /** One key, so one partition and one order. */
    private static final String KEY = "checkpoint";

    private final Producer<String, SpecificRecord> producer;
    private final String name;
    private final TopicPass pass;

    CheckpointTopic(Producer<String, SpecificRecord> producer, String name, TopicPass pass) {
        this.producer = producer;
        this.name = name;
        this.pass = pass;
    }

    /**
     * Those that it holds, in their order, whoever sent them.
     *
     * @param after only with higher numbers than this
     * @throws org.apache.kafka.common.KafkaException when it cannot be read to its end
     */
    void read(long after, Consumer<ProofLine.Signed> visitor) {
        pass.read(message -> {
            if (message.value() instanceof TopicValue.Event value
                    && value.event() instanceof ActivityCheckpoint checkpoint
                    && checkpoint.getNumber() > after) {
                visitor.accept(new ProofLine.Signed(
                        checkpoint.getStatement(), checkpoint.getKeyId(), checkpoint.getSignature()));
            }
        });
    }

    /**
     * Returns when the brokers hold it.
     *
     * @throws ExecutionException when they do not take it
     * @throws org.apache.kafka.common.KafkaException the same
     */
    void send(Checkpoint checkpoint, ProofLine.Signed signed) throws ExecutionException, InterruptedException {
        ActivityCheckpoint event = ActivityCheckpoint.newBuilder()
                .setNumber(checkpoint.number())
                .setSignedAt(checkpoint.at())
                .setStatement(signed.statement())
                .setKeyId(signed.keyId())
                .setSignature(signed.signature())
                .build();
        EventHeaders headers = new EventHeaders(
                signed.keyId() + ':' + checkpoint.number(),
                "/hm/activity",
                "dev.modelsync.activity.checkpointed.v1",
                "checkpoints/" + checkpoint.number(),
                checkpoint.at());
        producer.send(new ProducerRecord<>(name, null, KEY, event, headers.toKafka()))
                .get();
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
