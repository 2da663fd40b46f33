package dev.modelsync.guarantee;

import dev.modelsync.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    /** Hybrid Manager's database is put back to what it was some changes ago; backups hold no replication slot. */
    static final class HmRestored implements Fault {
        private static final String COPY = "hm_copy";

        @Override
        public void inject(Trial trial) {
            whileAlone(trial, hm -> {
                hm.sql("drop database if exists " + COPY).update();
                hm.sql("create database " + COPY + " template " + Landscape.HM_DATABASE)
                        .update();
            });
            trial.stream().write(2 * trial.burst());
            trial.awaitQuiet();
            whileAlone(trial, hm -> {
                PublisherFaults.dropSlot(trial);
                hm.sql("drop database " + Landscape.HM_DATABASE + " with (force)")
                        .update();
                hm.sql("alter database " + COPY + " rename to " + Landscape.HM_DATABASE)
                        .update();
            });
            trial.stream().learn();
            trial.stream().write(trial.burst());
        }

        private interface Work {
            void on(JdbcClient hm);
        }

        private static void whileAlone(Trial trial, Work work) {
            trial.site().publisher().kill();
            JdbcClient hm = JdbcClient.create(trial.site().hm().dataSource(EmbeddedPostgres.USER));
            hm.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name")
                    .param("name", Landscape.HM_DATABASE)
                    .query(row -> {});
            work.on(hm);
            trial.site().startPublisher();
        }
    }
}
