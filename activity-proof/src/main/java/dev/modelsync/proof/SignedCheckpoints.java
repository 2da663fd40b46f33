package dev.modelsync.proof;

import dev.modelsync.proof.Checkpoint.Tip;
import dev.modelsync.proof.Finding.Kind;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checkpoints of an export: which of them count, and what they say of the streams. */
final class SignedCheckpoints {
    private final Map<String, PublicKey> trusted;
    private final NavigableMap<Long, Checkpoint> counted = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

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
        Checkpoint known = counted.putIfAbsent(checkpoint.number(), checkpoint);
        if (known != null && !known.equals(checkpoint)) {
            findings.add(new Finding(Kind.FORGED_CHECKPOINT, place(checkpoint), "there are two of that number"));
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
        Checkpoint before = null;
        for (Checkpoint checkpoint : counted.values()) {
            follows(before, checkpoint).ifPresent(all::add);
            before = checkpoint;
        }
        return all;
    }

    private static Optional<Finding> follows(@Nullable Checkpoint before, Checkpoint checkpoint) {
        long expected = before == null ? 1 : before.number() + 1;
        if (checkpoint.number() != expected) {
            return Optional.of(new Finding(
                    Kind.MISSING_CHECKPOINT,
                    "checkpoint " + expected,
                    "the next that there is has number " + checkpoint.number()));
        }
        String previous = before == null ? null : Chain.sha256(before.statement());
        if (previous == null ? checkpoint.previous() != null : !previous.equals(checkpoint.previous())) {
            return Optional.of(
                    new Finding(Kind.FORGED_CHECKPOINT, place(checkpoint), "it does not name the one before it"));
        }
        return Optional.empty();
    }

    /** What was signed of a stream, by length. */
    NavigableMap<Long, String> tipsOf(String stream) {
        NavigableMap<Long, String> tips = new TreeMap<>();
        counted.values().forEach(checkpoint -> {
            Tip tip = checkpoint.tips().get(stream);
            if (tip != null) {
                tips.putIfAbsent(tip.length(), tip.hash());
            }
        });
        return tips;
    }

    /** All that are signed, whether the export has them or not. */
    Set<String> streams() {
        return counted.values().stream()
                .flatMap(checkpoint -> checkpoint.tips().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    int size() {
        return counted.size();
    }

    @Nullable Checkpoint last() {
        return counted.isEmpty() ? null : counted.lastEntry().getValue();
    }

    /** As it says itself, which nobody vouches for. */
    private static String claimedPlace(ProofLine.Signed signed) {
        try {
            return place(Checkpoint.of(signed.statement()));
        } catch (IllegalArgumentException e) {
            return "checkpoint without a number";
        }
    }

    private static String place(Checkpoint checkpoint) {
        return "checkpoint " + checkpoint.number();
    }
}
