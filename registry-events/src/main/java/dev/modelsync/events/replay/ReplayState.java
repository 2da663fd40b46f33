package dev.modelsync.events.replay;

/** How far a replay has come on a cluster; of several clusters the first of these that one has is that of the whole. */
enum ReplayState {
    /** The worker is asked for a plan, or makes it. */
    PLANNING,
    NEEDS_APPROVAL,
    RUNNING,
    /** It is to be run; whether the plan still holds is looked at. */
    CHECKING,
    /** The worker has not answered in time. */
    UNANSWERED,
    /** The worker does not plan it, see the reason. */
    REFUSED,
    FAILED,
    STALE,
    /** Planned so long ago that it is run no more. */
    EXPIRED,
    PLANNED,
    CANCELLED,
    DONE,
    /** Of a newer version. */
    UNKNOWN;

    boolean isOver() {
        return switch (this) {
            case UNANSWERED, REFUSED, FAILED, STALE, EXPIRED, CANCELLED, DONE -> true;
            case PLANNING, NEEDS_APPROVAL, RUNNING, CHECKING, PLANNED, UNKNOWN -> false;
        };
    }
}
