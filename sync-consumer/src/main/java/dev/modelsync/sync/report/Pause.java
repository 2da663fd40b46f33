package dev.modelsync.sync.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether somebody wants a cluster's worker to stand still. Logs when that changes. */
public final class Pause {
    private static final Logger log = LoggerFactory.getLogger(Pause.class);

    private final String clusterId;
    private @Nullable String detail;

    public Pause(String clusterId) {
        this.clusterId = clusterId;
    }

    public synchronized void held(String newDetail) {
        if (!newDetail.equals(detail)) {
            detail = newDetail;
            log.atInfo()
                    .addKeyValue(LogKeys.CLUSTER, clusterId)
                    .log("cluster={} applies nothing: {}", clusterId, newDetail);
        }
    }

    public synchronized void over() {
        if (detail != null) {
            detail = null;
            log.atInfo().addKeyValue(LogKeys.CLUSTER, clusterId).log("cluster={} applies again", clusterId);
        }
    }

    /** Who wants it and why; empty while the worker may work. */
    public synchronized Optional<String> detail() {
        return Optional.ofNullable(detail);
    }
}
