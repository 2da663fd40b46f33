package dev.modelsync.guarantee;

/** What happens to servers. */
final class ServerFaults {
    private ServerFaults() {}

    /** The AIDB server crashes in the middle of a worker's transaction; the other clusters go on. */
    static final class AidbServerCrash implements Fault {
        @Override
        public void inject(Trial trial) {
            Cluster cluster = trial.site().clusters().get(0);
            trial.amid(() -> {
                trial.await("a transaction", cluster::isBeingChanged);
                cluster.server().crash();
            });
            trial.othersKeepUp(cluster);
            cluster.server().restart();
        }
    }

    static final class HmServerCrash implements Fault {
        @Override
        public void inject(Trial trial) {
            trial.amid(() -> {
                trial.site().hm().crash();
                trial.site().hm().restart();
            });
        }
    }

    static final class BrokerRestart implements Fault {
        @Override
        public void inject(Trial trial) {
            trial.amid(() -> {
                trial.site().stopKafka();
                trial.stream().written();
                trial.site().startKafka();
            });
        }
    }
}
