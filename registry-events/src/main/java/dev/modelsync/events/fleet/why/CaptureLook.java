package dev.modelsync.events.fleet.why;

/** Whether changes of Hybrid Manager's tables are being captured, by whichever instance. */
public interface CaptureLook {
    boolean isFollowing();
}
