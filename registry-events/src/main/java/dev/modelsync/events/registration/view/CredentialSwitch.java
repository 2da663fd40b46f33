package dev.modelsync.events.registration.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the inference proxies are with the credential that a service has. Silent proxies do not count.
 *
 * @param switched how many serve it
 * @param total how many there are
 * @param since when it was given; null while no event has told of it
 * @param behind those that do not serve it, by name
 */
public record CredentialSwitch(
        int switched, int total, @Nullable Instant since, List<Behind> behind) {
    public CredentialSwitch {
        behind = List.copyOf(behind);
    }

    /**
     * A proxy that does not serve it.
     *
     * @param served the version that it serves meanwhile, 0 for none; null when it serves nothing or does not say
     */
    public record Behind(String proxy, @Nullable Integer served, Reason reason) {}

    /** Why a proxy does not serve it: the closed set of the proxies, and what their silence on it means. */
    public enum Reason {
        /** It has not read the change yet. */
        BEHIND,
        LOADING,
        NOT_IN_STORE,
        UNREADABLE,
        STORE_UNAVAILABLE,
        NOT_NAMED,
        /** More services wait than it lists, or it is of a newer version. */
        UNKNOWN
    }
}
