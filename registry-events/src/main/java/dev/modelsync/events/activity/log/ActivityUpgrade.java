package dev.modelsync.events.activity.log;

import org.springframework.context.SmartLifecycle;

/** Gives chains to a log from before there were any, before the log is gone on with. */
final class ActivityUpgrade implements SmartLifecycle {
    private final ActivityRebuild rebuild;
    private volatile boolean running;

    ActivityUpgrade(ActivityRebuild rebuild) {
        this.rebuild = rebuild;
    }

    /** @throws org.apache.kafka.common.KafkaException when the brokers do not answer: the start fails, and nothing was changed */
    @Override
    public void start() {
        rebuild.upgrade();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the containers of listeners. */
    @Override
    public int getPhase() {
        return 0;
    }
}
