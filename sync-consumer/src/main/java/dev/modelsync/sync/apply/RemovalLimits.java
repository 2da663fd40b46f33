package dev.modelsync.sync.apply;

/**
 * How many models one transaction may remove without a person's approval.
 *
 * @param models more than this many need one
 * @param percent more than this part of all that we own needs one too, unless there are few
 */
public record RemovalLimits(int models, int percent) {
    /** Up to this many are never taken for a mistake because of their part alone. */
    private static final int FEW = 20;

    private static final int WHOLE = 100;

    boolean allow(int removals, int owned) {
        boolean tooLargeAPart = removals > FEW && (long) removals * WHOLE > (long) percent * owned;
        return removals <= models && !tooLargeAPart;
    }
}
