package dev.modelsync.proof;

/**
 * Something that shows that an export is not what Hybrid Manager signed.
 *
 * @param place the first entry, or the checkpoint, that it is about
 * @param detail one sentence
 */
public record Finding(Kind kind, String place, String detail) {
    /** What was done. */
    public enum Kind {
        /** A line that no export has. */
        UNUSABLE_LINE,
        /** No checkpoint that a trusted key has signed. */
        UNSIGNED,
        /** Signed by another key, or not at all, or not following the checkpoint before it. */
        FORGED_CHECKPOINT,
        /** Another one names it. */
        MISSING_CHECKPOINT,
        /** Entry or outcome: it is not what was hashed. */
        CHANGED,
        /** Its hash does not follow from the one before. */
        BROKEN_CHAIN,
        /** A place in the middle of a stream is empty. */
        REMOVED,
        /** It stands where another belongs. */
        REORDERED,
        /** No link stands for it. */
        INSERTED,
        /** The stream ends before its last checkpoint. */
        CUT_OFF,
        /** The chain is whole, and another one than was signed. */
        REWRITTEN
    }

    @Override
    public String toString() {
        return kind + " " + place + ": " + detail;
    }
}
