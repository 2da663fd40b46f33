package dev.modelsync.events.kafka;

import java.util.function.Supplier;

/** The value of a record on one of the topics. */
public sealed interface TopicValue {
    /** An event of the contract, of any type. */
    record Event(Object event) implements TopicValue {}

    /** Something else; why, without quoting it. */
    record Unreadable(String reason) implements TopicValue {}

    /**
     * The schema registry was away when it came.
     *
     * @param again reads it once more; throws a {@code KafkaException} while the registry is away
     */
    record Unread(Supplier<TopicValue> again) implements TopicValue {}
}
