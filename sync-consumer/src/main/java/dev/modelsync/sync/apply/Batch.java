package dev.modelsync.sync.apply;

import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadableRecord;
import dev.modelsync.sync.position.CursorMove;
import java.util.Comparator;
import java.util.List;

/**
 * What one transaction applies: at most one event a service, those that free names for certain
 * first and the others in the order in which Hybrid Manager made the changes.
 *
 * @param attempt counts how often this batch has been tried, from 1
 */
public record Batch(
        Origin origin,
        List<ServiceRecord> services,
        List<UnreadableRecord> unreadable,
        List<CursorMove> moves,
        int attempt) {

    /** Where the services of a batch come from. */
    public enum Origin {
        /** Records of the topic, in their turn. */
        RECORDS,
        /** The journal: what was decided before is decided again, against what the registry holds now. */
        JOURNAL,
        /** The journal: what a rebuild has not met on the topic. */
        REBUILD,
        /** The plan of a replay. */
        REPLAY
    }

    private static final Comparator<ServiceRecord> PURGES_THEN_REVISIONS = Comparator.comparingLong(
            record -> record.event().change().map(change -> change.revision()).orElse(0L));

    /** Nobody waits for these, nor tries them again at once: what fails is parked. */
    private static final int AS_OFTEN_AS_NEEDED = Integer.MAX_VALUE;

    /** Services to be decided without a new record, so without a move of the cursor. */
    static Batch again(Origin origin, List<ServiceRecord> services) {
        return new Batch(origin, services, List.of(), List.of(), AS_OFTEN_AS_NEEDED);
    }

    /** These services in the order in which they are decided. */
    public static List<ServiceRecord> inOrder(List<ServiceRecord> services) {
        return services.stream().sorted(PURGES_THEN_REVISIONS).toList();
    }

    public Batch {
        services = inOrder(services);
        unreadable = List.copyOf(unreadable);
        moves = List.copyOf(moves);
    }
}
