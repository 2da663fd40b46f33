package dev.modelsync.sync.report;

import dev.modelsync.sync.apply.ApplyResult;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line for every change that was decided. */
public final class ResultLog {
    private static final Logger log = LoggerFactory.getLogger(ResultLog.class);

    private final String clusterId;

    public ResultLog(String clusterId) {
        this.clusterId = clusterId;
    }

    public void write(List<ApplyResult> results) {
        for (ApplyResult result : results) {
            log.info(
                    "cluster={} service={} event={} revision={} result={} reason={} models={}",
                    clusterId,
                    result.service(),
                    result.change().eventId(),
                    result.change().revision(),
                    result.result(),
                    result.reason() == null ? "-" : result.reason(),
                    result.models().size());
        }
    }
}
