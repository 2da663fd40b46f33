package dev.modelsync.proof;

import dev.modelsync.proof.Finding.Kind;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checkpoints of an export: which of them count, and what they say of the streams. */
final class SignedCheckpoints {
    private final Map<String, PublicKey> trusted;
    private final NavigableMap<Long, Seen> counted = new TreeMap<>();
    private final Map<String, NavigableMap<Long, String>> tips = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What is kept of a checkpoint beside its tips, of which most say again what one before has said.
     *
     * @param statement its SHA-256
     */
    private record Seen(@Nullable String previous, String statement, Instant at) {}

    SignedCheckpoints(Collection<PublicKey> trusted) {
        this.trusted = trusted.stream().collect(Collectors.toMap(SigningKeys::idOf, key -> key, (one, same) -> one));
    }

    /** Counts it when a trusted key has signed it. In any order; the same one may come from several files. */
    void add(ProofLine.Signed signed) {
        PublicKey key = trusted.get(signed.keyId());
        if (key == null) {
            forged(signed, "it names the key " + signed.keyId() + ", which is not among the trusted ones");
        } else if (!SigningKeys.isSigned(signed.statement(), signed.signature(), key)) {
            forged(signed, "its signature does not fit it");
        } else {
            count(signed);
        }
    }

    private void count(ProofLine.Signed signed) {
        Checkpoint checkpoint = Checkpoint.of(signed.statement());
        Seen seen = new Seen(checkpoint.previous(), Chain.sha256(signed.statement()), checkpoint.at());
        Seen known = counted.putIfAbsent(checkpoint.number(), seen);
        if (known == null) {
            checkpoint.tips().forEach((stream, tip) -> tipsOf(stream).putIfAbsent(tip.length(), tip.hash()));
        } else if (!known.equals(seen)) {
            findings.add(
                    new Finding(Kind.FORGED_CHECKPOINT, place(checkpoint.number()), "there are two of that number"));
        }
    }

    private void forged(ProofLine.Signed signed, String detail) {
        findings.add(new Finding(Kind.FORGED_CHECKPOINT, claimedPlace(signed), detail));
    }

    /** What is wrong with them, among themselves. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        if (counted.isEmpty()) {
            all.add(new Finding(Kind.UNSIGNED, "export", "no checkpoint is signed by a trusted key"));
        }
        Map.Entry<Long, Seen> before = null;
        for (Map.Entry<Long, Seen> checkpoint : counted.entrySet()) {
            follows(before, checkpoint).ifPresent(all::add);
            before = checkpoint;
        }
        return all;
    }

    private static Optional<Finding> follows(Map.@Nullable Entry<Long, Seen> before, Map.Entry<Long, Seen> checkpoint) {
        long expected = before == null ? 1 : before.getKey() + 1;
        if (checkpoint.getKey() != expected) {
            return Optional.of(new Finding(
                    Kind.MISSING_CHECKPOINT,
                    place(expected),
                    "the next that there is has number " + checkpoint.getKey()));
        }
        String previous = before == null ? null : before.getValue().statement();
        return Objects.equals(previous, checkpoint.getValue().previous())
                ? Optional.empty()
                : Optional.of(new Finding(
                        Kind.FORGED_CHECKPOINT, place(checkpoint.getKey()), "it does not name the one before it"));
    }

    /** What was signed of a stream, by length. */
    NavigableMap<Long, String> tipsOf(String stream) {
        return tips.computeIfAbsent(stream, name -> new TreeMap<>());
    }

    /** All that are signed, whether the export has them or not. */
    Set<String> streams() {
        return new TreeSet<>(tips.keySet());
    }

    int size() {
        return counted.size();
    }

    @Nullable Instant lastAt() {
        return counted.isEmpty() ? null : counted.lastEntry().getValue().at();
    }

    /** As it says itself, which nobody vouches for. */
    private static String claimedPlace(ProofLine.Signed signed) {
        try {
            return place(Checkpoint.of(signed.statement()).number());
        } catch (IllegalArgumentException e) {
            return "checkpoint without a number";
        }
    }

    private static String place(long number) {
        return "checkpoint " + number;
    }
}
