package dev.modelsync.events.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command and what became of it.
 *
 * @param expiresAt null for a command that was not given here
 * @param result {@code PENDING} until the worker has answered, then {@code DONE} or {@code REFUSED}
 * @param refusal name of a reason of the worker's closed set, for {@code REFUSED}
 */
public record CommandView(
        String cluster,
        String commandId,
        String type,
        @Nullable String project,
        @Nullable String service,
        @Nullable Long revision,
        @Nullable String approvalId,
        String actor,
        @Nullable String reason,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        String result,
        @Nullable String refusal,
        @Nullable String detail,
        @Nullable Instant decidedAt) {}
