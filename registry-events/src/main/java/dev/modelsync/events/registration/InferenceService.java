package dev.modelsync.events.registration;

import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.source.RowVersion;
import dev.modelsync.events.source.SourceRow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code hm.inference_service}: an incarnation of a service at one revision.
 *
 * @param uid another one when the service is deregistered and registered again
 */
public record InferenceService(UUID uid, ServiceKey key, ServiceSettings settings, State state, Change change)
        implements SourceRow {

    /** Whether the service is in use. Nothing leads back from DEREGISTERED. */
    public enum State {
        REGISTERED,
        DEREGISTERED
    }

    /**
     * The change that made the row what it is.
     *
     * @param revision grows with every change of the key, in commit order, across incarnations
     * @param forced whether it was made although models that it took away were in use
     */
    public record Change(
            long revision, String actor, @Nullable String reason, Instant at, boolean forced) {
        public Change(long revision, String actor, @Nullable String reason, Instant at) {
            this(revision, actor, reason, at, false);
        }
    }

    public boolean isLive() {
        return state == State.REGISTERED;
    }

    public long revision() {
        return change.revision();
    }

    @Override
    public RowVersion version() {
        return new RowVersion(key.toString(), uid.toString(), isLive(), revision(), change.at());
    }
}
