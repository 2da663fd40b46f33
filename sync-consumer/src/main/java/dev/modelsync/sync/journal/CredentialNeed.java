package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.Endpoint;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceKey;
import org.jspecify.annotations.Nullable;

/**
 * What the last change of a service needed of its credential, and what came of it.
 *
 * @param endpoint null where it is not known
 * @param reason why it was skipped or parked; null where it was not
 * @param hasModels whether models of it work with a credential of its own
 */
public record CredentialNeed(
        ServiceKey service,
        String uid,
        @Nullable Endpoint endpoint,
        @Nullable Reason reason,
        boolean hasModels) {}
