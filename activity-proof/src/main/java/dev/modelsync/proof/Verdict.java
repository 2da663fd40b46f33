package dev.modelsync.proof;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of an export has shown.
 *
 * @param findings in the order in which they were met; empty when all is as it was signed
 * @param linked entries and outcomes that a link stands for
 * @param signedUntil time of the last checkpoint, null without one
 * @param unsigned of {@code linked} those behind the last checkpoint: chained, but nothing says yet that there were not more
 */
public record Verdict(
        List<Finding> findings,
        long linked,
        int checkpoints,
        @Nullable Instant signedUntil,
        long unsigned) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    public boolean isProved() {
        return findings.isEmpty();
    }

    public Optional<Finding> first() {
        return findings.stream().findFirst();
    }
}
