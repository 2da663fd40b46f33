package dev.modelsync.events.publish;

import java.util.Locale;

/** What a comparison did about a difference between a table and its topic. */
public enum Repair {
    /** Announced a row that the topic lacked. */
    ANNOUNCED,
    /** Gave a row a new revision, because the topic held one that was not older. */
    REVISED,
    /** Announced as deregistered, or as revoked, what the table no longer has. */
    ENDED,
    /** Made a tombstone of what ended long ago and is no longer in the table. */
    PURGED;

    /** Where a difference came from. */
    public enum Cause {
        /** The log did not bring it. */
        ENGINE("the log did not bring them: an engine loss"),
        /** The place in the log was lost, and the table was read instead. */
        SLOT("the replication slot was new, and the table was read instead"),
        /** The table was not captured before: an earlier version did not. */
        TABLE("the table is captured for the first time"),
        /** The topic is another one, or was written by another publisher, or has lost records. */
        TOPIC("the topic is not as it was left"),
        /** The database is older than what was announced from it. */
        DATABASE("the database is older than the topic"),
        /** The topic's last event of it was written by an earlier release, and lacks what is needed by now. */
        RELEASE("their last events are of an earlier release");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** As the value of a metric's tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
