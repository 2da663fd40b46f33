package dev.modelsync.events.activity.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the activity log is signed.
 *
 * @param signingKey private Ed25519 key in PEM
 * @param signingKeyFile file that holds it; one that does not exist is made. Without either nothing is signed
 * @param checkpointInterval how often a checkpoint is signed
 */
@ConfigurationProperties("modelsync.activity")
record ProofProperties(
        @Nullable String signingKey,
        @Nullable Path signingKeyFile,
        @DefaultValue("10m") Duration checkpointInterval) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    ProofProperties {
        if (signingKey != null && signingKeyFile != null) {
            throw new IllegalArgumentException(
                    "modelsync.activity.signing-key and .signing-key-file are both set; allowed: one of them");
        }
        if (checkpointInterval.compareTo(SHORTEST) < 0 || checkpointInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "modelsync.activity.checkpoint-interval is '" + checkpointInterval + "'; allowed: 1s to 1d");
        }
    }

    /** Empty where nothing is to be signed. */
    Optional<SigningKey> key() {
        if (signingKey != null) {
            return Optional.of(SigningKey.of(signingKey, "modelsync.activity.signing-key"));
        }
        return Optional.ofNullable(signingKeyFile)
                .map(file -> SigningKey.in(file, "modelsync.activity.signing-key-file"));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ProofProperties[signingKeyFile=" + signingKeyFile + ", checkpointInterval=" + checkpointInterval + "]";
    }
}
