package dev.modelsync.benchmark.contestant;

import dev.modelsync.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Kafka in a process of its own, until it is ended. Prints where it is when it is ready. */
final class KafkaBroker {
    private KafkaBroker() {}

    /** @param arguments its folder */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0);
        System.out.println("ready " + kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }
}
