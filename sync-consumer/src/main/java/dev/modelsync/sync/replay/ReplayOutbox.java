package dev.modelsync.sync.replay;

import dev.modelsync.sync.plan.Forecast;
import dev.modelsync.sync.plan.ServiceKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what is to be told of replays, within the transaction of the calling thread. */
public interface ReplayOutbox {
    /** @param at later than that of any report of the replay before */
    void report(Replay replay, Replay.Progress progress, Instant at);

    void plan(String replayId, int part, List<ToldService> services, Instant at);

    /**
     * A service of a plan.
     *
     * @param number its place in the plan, from 0
     * @param revision of the newest change; 0 of a purge, or where the record cannot be read
     * @param left why nothing is done about it as a whole; null where its models tell
     */
    record ToldService(
            int number,
            ServiceKey key,
            long revision,
            String eventId,
            @Nullable String left,
            List<Forecast.Model> models) {}
}
