package dev.modelsync.sync.position;

/** What a topic's partition holds: records from {@code beginning} up to, without, {@code end}. */
public record TopicRange(TopicIdentity topic, int partition, long beginning, long end) {}
