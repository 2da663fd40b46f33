package dev.modelsync.sync.command;

import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.replay.ReplayOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order to the worker of one cluster.
 *
 * @param commandId the same however often it is delivered
 * @param type by its name on the wire, also one that this version does not know
 * @param service that it is about; null for all
 * @param revision of the service that its giver saw; null when any will do
 * @param approvalId of the stop that its giver saw
 * @param replay that it is about; null where it is about none
 * @param reason why, in the words of the actor
 * @param expiresAt from then on it must not be carried out
 */
public record CommandOrder(
        String commandId,
        String clusterId,
        String type,
        @Nullable ServiceKey service,
        @Nullable Long revision,
        @Nullable String approvalId,
        @Nullable ReplayOrder replay,
        String actor,
        @Nullable String reason,
        Instant issuedAt,
        Instant expiresAt) {}
