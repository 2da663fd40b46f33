package dev.modelsync.guarantee;

import java.time.Duration;

/** What happens to connections. */
final class LinkFaults {
    private LinkFaults() {}

    /** The link breaks when the worker asks for a commit: it cannot know whether it was done. */
    static final class CommitCut implements Fault {
        private final int times;

        CommitCut(int times) {
            this.times = times;
        }

        @Override
        public void inject(Trial trial) {
            Cluster cluster = trial.site().clusters().get(0);
            cluster.link().cutCommits(times);
            int bursts = 0;
            while (cluster.link().commitsCut() < times && bursts++ < times) {
                int before = cluster.link().commitsCut();
                trial.stream().write(trial.burst() / 2);
                trial.await("a commit to be cut", () -> cluster.link().commitsCut() > before);
            }
            cluster.link().cutCommits(0);
        }

        @Override
        public String title() {
            return "link cut at commit (" + times + " times)";
        }
    }

    /** The link to one AIDB server is cut, stalled or slow; the other clusters go on. */
    static final class AidbLink implements Fault {
        private final Trouble trouble;
        private final Duration lasting;

        AidbLink(Trouble trouble, Duration lasting) {
            this.trouble = trouble;
            this.lasting = lasting;
        }

        @Override
        public void inject(Trial trial) {
            Cluster cluster = trial.site().clusters().get(0);
            trial.amid(() -> trouble.on(cluster.link()));
            trial.goOnFor(lasting);
            trial.othersKeepUp(cluster);
            cluster.link().open();
        }

        @Override
        public String title() {
            return "link to AIDB " + trouble.title;
        }
    }

    /** The link of publisher and workers to Kafka. */
    static final class KafkaLink implements Fault {
        private final Trouble trouble;
        private final Duration lasting;

        KafkaLink(Trouble trouble, Duration lasting) {
            this.trouble = trouble;
            this.lasting = lasting;
        }

        @Override
        public void inject(Trial trial) {
            trial.amid(() -> trouble.on(trial.site().kafkaLink()));
            trial.stream().write(trial.burst());
            trial.goOnFor(lasting);
            trial.site().kafkaLink().open();
        }

        @Override
        public String title() {
            return "link to Kafka " + trouble.title;
        }
    }

    /** The publisher's link to Hybrid Manager's server. */
    static final class HmLink implements Fault {
        private final Trouble trouble;
        private final Duration lasting;

        HmLink(Trouble trouble, Duration lasting) {
            this.trouble = trouble;
            this.lasting = lasting;
        }

        @Override
        public void inject(Trial trial) {
            trial.amid(() -> trouble.on(trial.site().hmLink()));
            trial.stream().write(trial.burst());
            trial.goOnFor(lasting);
            trial.site().hmLink().open();
        }

        @Override
        public String title() {
            return "link to Hybrid Manager's server " + trouble.title;
        }
    }

    enum Trouble {
        CUT("cut"),
        STALLED("stalled"),
        SLOW("slow");

        private final String title;

        Trouble(String title) {
            this.title = title;
        }

        private void on(Relay link) {
            switch (this) {
                case CUT -> link.cut();
                case STALLED -> link.stall();
                case SLOW -> link.slow();
            }
        }
    }
}
