package dev.modelsync.events.kafka;

/** The value of a record on one of the topics. */
public sealed interface TopicValue {
    /** An event of the contract, of any type. */
    record Event(Object event) implements TopicValue {}

    /** Something else; why, without quoting it. */
    record Unreadable(String reason) implements TopicValue {}
}
