package dev.modelsync.events.activity.entry;

/** One thing that an event says. The same event always says the same. */
public sealed interface ActivityFact permits ActivityEntry, ActivityOutcome {}
