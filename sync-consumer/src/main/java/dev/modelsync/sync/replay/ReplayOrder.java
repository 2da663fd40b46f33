package dev.modelsync.sync.replay;

import java.time.Duration;

/**
 * A replay that a command is about.
 *
 * @param id the same on every cluster
 * @param name for people
 * @param selection of one that is to be planned
 * @param planValid for how long its plan may be run
 */
public record ReplayOrder(String id, String name, Selection selection, Duration planValid) {}
