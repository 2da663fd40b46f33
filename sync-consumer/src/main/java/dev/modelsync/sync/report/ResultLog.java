package dev.modelsync.sync.report;

import dev.modelsync.sync.journal.ApplyResult;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line for every change that was decided. */
public final class ResultLog {
    private static final Logger log = LoggerFactory.getLogger(ResultLog.class);

    private static final String NONE = "-";

    private final String clusterId;

    public ResultLog(String clusterId) {
        this.clusterId = clusterId;
    }

    public void write(List<ApplyResult> results) {
        results.forEach(this::write);
    }

    private void write(ApplyResult result) {
        String reason = result.reason() == null ? NONE : result.reason().name();
        log.atInfo()
                .addKeyValue(LogKeys.CLUSTER, clusterId)
                .addKeyValue(LogKeys.SERVICE, result.service())
                .addKeyValue(LogKeys.EVENT, result.change().eventId())
                .addKeyValue(LogKeys.REVISION, result.change().revision())
                .addKeyValue(LogKeys.RESULT, result.result())
                .addKeyValue(LogKeys.REASON, reason)
                .log(
                        "cluster={} service={} event={} revision={} result={} reason={} models={}",
                        clusterId,
                        result.service(),
                        result.change().eventId(),
                        result.change().revision(),
                        result.result(),
                        reason,
                        result.models().size());
    }
}
