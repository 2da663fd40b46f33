package dev.modelsync.proof;

import dev.modelsync.proof.Finding.Kind;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;

/** One stream of an export, link by link, against its chain and what was signed of it. */
final class StreamCheck {
    private final String stream;
    private final NavigableMap<Long, String> tips;
    private final Consumer<Finding> findings;
    private long length;
    private String hash;
    private long signed;

    /** @param tips what was signed: the hash at some lengths */
    StreamCheck(String stream, NavigableMap<Long, String> tips, Consumer<Finding> findings) {
        this.stream = stream;
        this.tips = tips;
        this.findings = findings;
        this.hash = Chain.root(stream);
    }

    /** After a finding it goes on from what the link says, so that one deed is one finding. */
    void add(ProofLine.Linked link) {
        wrong(link).ifPresent(findings);
        length = Math.max(length, link.number());
        hash = link.hash();
        String tip = tips.get(link.number());
        if (tip != null && !tip.equals(link.hash())) {
            findings.accept(new Finding(
                    Kind.REWRITTEN,
                    placeOf(signed + 1),
                    "entries " + (signed + 1) + " to " + link.number() + " are others than a checkpoint has signed"));
        }
        if (tip != null) {
            signed = link.number();
        }
    }

    private Optional<Finding> wrong(ProofLine.Linked link) {
        if (link.number() > length + 1) {
            long last = link.number() - 1;
            String missing = last == length + 1 ? "it is" : "it and those up to " + last + " are";
            return Optional.of(new Finding(Kind.REMOVED, placeOf(length + 1), missing + " missing"));
        }
        if (link.number() < length + 1) {
            return Optional.of(new Finding(Kind.REORDERED, placeOf(link), "number " + (length + 1) + " belongs here"));
        }
        String fact = link.fact();
        if (fact != null && !Chain.sha256(fact).equals(link.content())) {
            return Optional.of(new Finding(Kind.CHANGED, placeOf(link), "it is not what was hashed"));
        }
        if (!Chain.next(hash, link.number(), link.kind(), link.id(), link.content())
                .equals(link.hash())) {
            return Optional.of(
                    new Finding(Kind.BROKEN_CHAIN, placeOf(link), "its hash does not follow from the one before"));
        }
        return Optional.empty();
    }

    /** There is nothing more of the stream. */
    void end() {
        long promised = tips.isEmpty() ? 0 : tips.lastKey();
        if (promised > length) {
            findings.accept(new Finding(
                    Kind.CUT_OFF, placeOf(length + 1), "a checkpoint has signed " + promised + " of this stream"));
        }
    }

    /** How many links are behind the last checkpoint. */
    long unsigned() {
        return Math.max(0, length - (tips.isEmpty() ? 0 : tips.lastKey()));
    }

    private String placeOf(long number) {
        return stream + " " + number;
    }

    private String placeOf(ProofLine.Linked link) {
        return placeOf(link.number()) + " (" + link.id() + ")";
    }
}
