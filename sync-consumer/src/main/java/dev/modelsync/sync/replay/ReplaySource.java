package dev.modelsync.sync.replay;

import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadableRecord;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.position.TopicIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The service topic, read apart from the live worker, whose position it leaves alone. */
public interface ReplaySource {

    /**
     * The newest change of each service that is selected; empty where a partition is named that there is not.
     *
     * @throws UnavailableException when the topic cannot be read at present
     */
    Optional<Selected> read(Selection selection);

    /**
     * Which of these services have a record behind these ends; empty when it is another topic than it was.
     *
     * @throws UnavailableException when the topic cannot be read at present
     */
    Optional<Set<ServiceKey>> changedSince(Ends ends, Set<ServiceKey> services);

    /** Where the topic ended, by partition. */
    record Ends(TopicIdentity topic, Map<Integer, Long> offsets) {
        public Ends {
            offsets = Map.copyOf(offsets);
        }
    }

    /**
     * @param services with the newest change of each
     * @param unreadable those whose newest record cannot be read
     */
    record Selected(Ends ends, List<ServiceRecord> services, List<UnreadableRecord> unreadable) {
        public Selected {
            services = List.copyOf(services);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** To be tried again. The message says why in our own words. */
    final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnavailableException(String message) {
            super(message);
        }
    }
}
