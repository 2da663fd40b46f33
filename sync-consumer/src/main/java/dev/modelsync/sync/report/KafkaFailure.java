package dev.modelsync.sync.report;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A failure of Kafka in words that stay the same from attempt to attempt: the client's own messages
 * count attempts and milliseconds, so that each would look like news.
 */
public final class KafkaFailure {
    public static final String NO_ANSWER = "no answer from Kafka";

    private KafkaFailure() {}

    public static String inShort(Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "Kafka has no such topic";
        }
        return cause instanceof RetriableException
                ? NO_ANSWER
                : "Kafka refuses: " + cause.getClass().getSimpleName();
    }
}
