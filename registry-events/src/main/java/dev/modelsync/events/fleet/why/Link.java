package dev.modelsync.events.fleet.why;

import dev.modelsync.events.cluster.Delivery.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
        /** With direct delivery: the credential has come to the cluster, sealed for it. */
        CREDENTIAL_SEALED(Kind.DIRECT),
        /** With direct delivery: the worker could open it with the private key of the cluster. */
        CREDENTIAL_OPENED(Kind.DIRECT),
        /** The worker found that the models can be in the registry. */
        PLANNED,
        /** They are in it. */
        APPLIED,
        /** AIDB's own validation of the models succeeded. */
        VALIDATED,
        /** Through the proxy: the models can be called, with the provider answering. */
        PROXY_REACHABLE(Kind.PROXY),
        /** With direct delivery: the models can be called, at the endpoint of the provider. */
        PROVIDER_REACHABLE(Kind.DIRECT);

        private final Set<Kind> ways;

        Name(Kind way) {
            ways = Set.of(way);
        }

        Name() {
            ways = Set.of(Kind.values());
        }

        /** Those of a cluster that gets at credentials so, in their order. */
        static List<Name> of(Kind way) {
            return Arrays.stream(values())
                    .filter(name -> name.ways.contains(way))
                    .toList();
        }
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
