package dev.modelsync.guarantee;

import java.util.concurrent.CompletableFuture;

/** What happens to Hybrid Manager's side of the way. */
final class PublisherFaults {
    static final String SLOT = "modelsync";

    private PublisherFaults() {}

    /** {@code kill -9} of the publisher while single changes arrive. */
    static final class PublisherKilled implements Fault {
        @Override
        public void inject(Trial trial) {
            trial.amid(() -> {
                trial.site().publisher().kill();
                trial.site().startPublisher();
            });
        }
    }

    /** {@code kill -9} of the publisher while it publishes rows that came by COPY and in transactions of many rows. */
    static final class PublisherKilledAmidCopy implements Fault {
        private final int times;

        PublisherKilledAmidCopy(int times) {
            this.times = times;
        }

        @Override
        public void inject(Trial trial) {
            for (int kill = 0; kill < times; kill++) {
                trial.stream().deregister(trial.burst());
                long before = trial.decided();
                CompletableFuture<Void> flow = CompletableFuture.runAsync(() -> {
                    trial.stream().copy(trial.burst());
                    trial.stream().writeTogether(trial.burst());
                });
                trial.await("the first of them to arrive", () -> trial.decided() > before);
                trial.site().publisher().kill();
                flow.join();
                trial.site().startPublisher();
                trial.awaitQuiet();
            }
        }

        @Override
        public String title() {
            return "publisher killed amid COPY (" + times + " times)";
        }
    }

    /** The engine's connection ends while its queue is full, because the brokers do not take anything. */
    static final class EngineFailsWithFullQueue implements Fault {
        @Override
        public void inject(Trial trial) {
            trial.site().kafkaLink().stall();
            trial.stream().deregister(trial.burst());
            trial.stream().copy(trial.burst());
            trial.stream().write(4 * trial.burst());
            trial.site()
                    .hmSql()
                    .sql("select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = :slot")
                    .param("slot", SLOT)
                    .query(row -> {});
            trial.stream().write(trial.burst());
            trial.site().kafkaLink().open();
        }
    }

    /** The replication slot is dropped while the publisher is away, and changes are made that no log holds. */
    static final class SlotDropped implements Fault {
        private final boolean withPurges;

        SlotDropped(boolean withPurges) {
            this.withPurges = withPurges;
        }

        @Override
        public void inject(Trial trial) {
            trial.site().publisher().kill();
            dropSlot(trial);
            trial.stream().purging(withPurges);
            trial.stream().deregister(trial.burst() / 4);
            trial.stream().write(trial.burst());
            if (withPurges) {
                trial.stream().purge();
            }
            trial.stream().purging(true);
            trial.site().startPublisher();
        }

        @Override
        public String title() {
            return "replication slot dropped" + (withPurges ? ", and rows purged meanwhile" : "");
        }
    }

    static void dropSlot(Trial trial) {
        trial.await("the slot to be free", () -> {
            trial.site()
                    .hmSql()
                    .sql("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = :slot")
                    .param("slot", SLOT)
                    .query(row -> {});
            return true;
        });
    }
}
