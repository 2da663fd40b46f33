package dev.modelsync.proxy.routes;

import dev.modelsync.proxy.routes.Credential.Absence;
import org.jspecify.annotations.Nullable;

/**
 * A service whose newest revision is not in force, because its credential is not here.
 *
 * @param wantedVersion of the credential that is missing
 * @param servedVersion of the one that is served meanwhile, 0 for none; null when the service is not served
 */
public record Waiting(
        ServiceId service,
        long revision,
        int wantedVersion,
        @Nullable Integer servedVersion,
        Absence why) {}
