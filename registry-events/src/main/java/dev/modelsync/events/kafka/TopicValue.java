package dev.modelsync.events.kafka;

import java.util.function.Supplier;

/** The value of a record on one of the topics. */
public sealed interface TopicValue {
    /**
     * Itself, and one that came while the schema registry was away asked for once more.
     *
     * @throws org.apache.kafka.common.KafkaException while the registry is away
     */
    default TopicValue read() {
        return this;
    }

    /** An event of the contract, of any type. */
    record Event(Object event) implements TopicValue {}

    /** Something else; why, without quoting it. */
    record Unreadable(String reason) implements TopicValue {}

    /** The schema registry was away when it came. */
    record Unread(Supplier<TopicValue> again) implements TopicValue {
        @Override
        public TopicValue read() {
            return again.get();
        }
    }
}
