package dev.modelsync.guarantee;

import dev.modelsync.embedded.process.JavaProcess;

/** What happens to workers. */
final class WorkerFaults {
    private WorkerFaults() {}

    /** {@code kill -9} amid changes, and a new one. */
    static final class WorkerKilled implements Fault {
        private final int times;

        WorkerKilled(int times) {
            this.times = times;
        }

        @Override
        public void inject(Trial trial) {
            for (int kill = 0; kill < times; kill++) {
                trial.afterSomeDecisions(() -> {
                    JavaProcess killed = trial.site().worker();
                    killed.kill();
                    trial.site().forget(killed);
                    trial.site().startWorker();
                });
            }
        }

        @Override
        public String title() {
            return "worker killed (" + times + " times)";
        }
    }

    /** Two workers serve the same clusters, then the elder ends in order. */
    static final class WorkersRolled implements Fault {
        @Override
        public void inject(Trial trial) {
            JavaProcess elder = trial.site().worker();
            trial.site().startWorker();
            trial.afterSomeDecisions(() -> awaitSessionsOfTwo(trial));
            trial.amid(elder::end);
            trial.site().forget(elder);
        }
    }

    /** SIGSTOP of a worker; its successor applies; SIGCONT, and it goes on as if nothing had been. */
    static final class WorkerFrozen implements Fault {
        private final boolean amidChanges;

        WorkerFrozen(boolean amidChanges) {
            this.amidChanges = amidChanges;
        }

        @Override
        public void inject(Trial trial) {
            JavaProcess frozen = trial.site().worker();
            if (amidChanges) {
                trial.afterSomeDecisions(frozen::freeze);
            } else {
                frozen.freeze();
            }
            trial.site().startWorker();
            long before = trial.decided();
            trial.stream().write(trial.burst());
            trial.await("the successor to apply", () -> trial.decided() > before);
            trial.amid(frozen::thaw);
            trial.amid(frozen::end);
            trial.site().forget(frozen);
        }

        @Override
        public String title() {
            return "worker frozen, " + (amidChanges ? "amid changes" : "at rest") + ", while its successor applies";
        }
    }

    private static void awaitSessionsOfTwo(Trial trial) {
        trial.await(
                "two workers at each database",
                () -> trial.site().clusters().stream()
                        .allMatch(cluster -> cluster.sql()
                                        .sql("select count(*) from pg_stat_activity where usename = 'modelsync_worker'")
                                        .query(Long.class)
                                        .single()
                                > 2));
    }
}
