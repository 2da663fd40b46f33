package dev.modelsync.sync.position;

/** Why the service topic is read from its beginning. */
public enum RebuildReason {
    /** The database has no position: the cluster is new, or its journal was lost. */
    NO_POSITION,
    /** The topic was deleted and created again. */
    TOPIC_CREATED_AGAIN,
    /** The topic no longer has the record at the position. */
    POSITION_GONE,
    /** The cluster's configuration changed, so every service may need another registry entry. */
    PROFILE_CHANGED,
    /** The topic may have dropped purges since it was last read to its end. */
    AWAY_TOO_LONG,
    /** A command asked for it. */
    ORDERED;

    /** Whether what the journal knows is of another topic than the one that is read now. */
    boolean isOfNewTopic() {
        return this == TOPIC_CREATED_AGAIN;
    }

    /**
     * Whether the topic may still be being filled, by a publisher that announces everything anew. Then
     * that a service is absent says nothing until it has been quiet for a while.
     */
    public boolean mayBeIncomplete() {
        return this == TOPIC_CREATED_AGAIN || this == NO_POSITION;
    }
}
