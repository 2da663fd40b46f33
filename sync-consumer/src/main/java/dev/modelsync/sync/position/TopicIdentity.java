package dev.modelsync.sync.position;

/** A topic's name, and the id by which a topic created again is told from its predecessor. */
public record TopicIdentity(String name, String id) {}
