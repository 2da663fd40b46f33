package dev.modelsync.events.fleet.why;

import org.jspecify.annotations.Nullable;

/**
 * One link of the way of a change.
 *
 * @param detail what was seen
 * @param remedy what to do; null where nothing is to be done
 */
record Link(Name name, State state, String detail, @Nullable String remedy) {

    /** In the order of the way. */
    enum Name {
        /** Hybrid Manager has the registration, and the cluster is one of its project. */
        SAVED,
        /** The change was read from the log of Hybrid Manager's database. */
        CAPTURED,
        /** Its event is on the topic. */
        PUBLISHED,
        /** The cluster's worker has read the event. */
        CONSUMED,
        /** The worker found that the models can be in the registry. */
        PLANNED,
        /** They are in it. */
        APPLIED,
        /** AIDB's own validation of the models succeeded. */
        VALIDATED,
        /** The models can be called, through the proxy and with the provider answering. */
        PROXY_REACHABLE
    }

    /** The closed set. */
    enum State {
        OK,
        /** Takes its time, as far as can be seen. */
        WAITING,
        BROKEN,
        /** Nothing tells. */
        UNKNOWN,
        /** Comes after a link that waits or is broken. */
        NOT_REACHED
    }

    static Link ok(Name name, String detail) {
        return new Link(name, State.OK, detail, null);
    }

    static Link waiting(Name name, String detail) {
        return new Link(name, State.WAITING, detail, "Look again in a moment");
    }

    static Link broken(Name name, String detail, @Nullable String remedy) {
        return new Link(name, State.BROKEN, detail, remedy);
    }

    static Link unknown(Name name, String detail) {
        return new Link(name, State.UNKNOWN, detail, null);
    }

    static Link notReached(Name name) {
        return new Link(name, State.NOT_REACHED, "Comes later", null);
    }

    /** Whether what follows cannot have happened. */
    boolean isEnd() {
        return state == State.BROKEN || state == State.WAITING;
    }
}
