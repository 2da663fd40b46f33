package dev.modelsync.events.activity.log;

/** The value of a record on one of the topics. */
sealed interface StreamValue {
    /** An event of the contract, of any type. */
    record Event(Object event) implements StreamValue {}

    /** Something else; why, without quoting it. */
    record Unreadable(String reason) implements StreamValue {}
}
