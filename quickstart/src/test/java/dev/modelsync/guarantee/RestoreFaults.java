package dev.modelsync.guarantee;

/** What happens when a database goes back in time. */
final class RestoreFaults {
    private RestoreFaults() {}

    /** An AIDB database is put back to what it was some changes ago. */
    static final class AidbRestored implements Fault {
        @Override
        public void inject(Trial trial) {
            Cluster cluster = trial.site().clusters().get(1);
            cluster.copy();
            trial.stream().write(2 * trial.burst());
            trial.awaitQuiet();
            trial.amid(cluster::restore);
        }
    }
}
