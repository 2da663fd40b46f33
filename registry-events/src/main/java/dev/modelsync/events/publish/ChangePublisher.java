package dev.modelsync.events.publish;

import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowChange.Position;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes changes known. */
public interface ChangePublisher {
    /**
     * Changes in the order of their commits, by table: topics have no order between them.
     */
    record Changes(List<RowChange<InferenceService>> services, List<RowChange<ClusterRow>> clusters) {
        public Changes {
            services = List.copyOf(services);
            clusters = List.copyOf(clusters);
        }

        /** The position of the one that is furthest in the log. */
        public Optional<Position> last() {
            return Stream.<RowChange<?>>concat(services.stream(), clusters.stream())
                    .map(RowChange::position)
                    .max(Comparator.comparingLong(Position::lsn));
        }
    }

    /**
     * Returns when every change is durable on its topic, in the given order for each key. A change that has
     * been published before is not published again. Waits for as long as the broker is away.
     *
     * @throws PublicationFailedException when one cannot be published; those before it may have been
     * @throws InterruptedException while waiting
     */
    void publish(Changes changes) throws InterruptedException;
}
