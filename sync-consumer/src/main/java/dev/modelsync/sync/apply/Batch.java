package dev.modelsync.sync.apply;

import java.util.Comparator;
import java.util.List;

/**
 * What one transaction applies: at most one event a service, those that free names for certain
 * first and the others in the order in which Hybrid Manager made the changes.
 *
 * @param attempt counts how often this batch has been tried, from 1
 */
public record Batch(
        List<ServiceRecord> services, List<UnreadableRecord> unreadable, List<CursorMove> moves, int attempt) {

    private static final Comparator<ServiceRecord> PURGES_THEN_REVISIONS = Comparator.comparingLong(
            record -> record.event().change().map(change -> change.revision()).orElse(0L));

    /** Patience has been had with these before: what fails once more is parked at once. */
    private static final int AS_OFTEN_AS_NEEDED = Integer.MAX_VALUE;

    static Batch again(List<ServiceRecord> parked) {
        return new Batch(parked, List.of(), List.of(), AS_OFTEN_AS_NEEDED);
    }

    public Batch {
        services = services.stream().sorted(PURGES_THEN_REVISIONS).toList();
        unreadable = List.copyOf(unreadable);
        moves = List.copyOf(moves);
    }
}
