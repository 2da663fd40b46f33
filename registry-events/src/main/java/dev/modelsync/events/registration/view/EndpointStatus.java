package dev.modelsync.events.registration.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider answers under the endpoint and the credentials of a service. No part of the
 * service: it changes no revision.
 *
 * @param cause name of a cause of a closed set; null when READY or PENDING
 * @param detail the cause and what was seen, never words of the provider
 * @param remedy what to do about it
 * @param checkedAt when the state was found or confirmed last, null before the first time
 * @param since when the state, or its cause, began
 * @param unlistedModels upstream models of the service that the provider's list does not name, null
 *     when it told no list; a hint and no failure, for lists may be incomplete
 */
public record EndpointStatus(
        EndpointState state,
        @Nullable String cause,
        @Nullable String detail,
        @Nullable String remedy,
        @Nullable Instant checkedAt,
        @Nullable Instant since,
        @Nullable List<String> unlistedModels) {

    public EndpointStatus {
        unlistedModels = unlistedModels == null ? null : List.copyOf(unlistedModels);
    }

    static EndpointStatus pending(Instant since) {
        return new EndpointStatus(EndpointState.PENDING, null, null, null, null, since, null);
    }
}
