package dev.modelsync.sync.worker;

import dev.modelsync.sync.registry.LeftCredentials;
import dev.modelsync.sync.registry.LeftCredentials.Left;
import dev.modelsync.sync.report.LogKeys;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once of each credential that has to be deleted in AIDB by hand. */
final class LeftCredentialWatch {
    private static final Logger log = LoggerFactory.getLogger(LeftCredentialWatch.class);

    private final String clusterId;
    private final LeftCredentials credentials;

    LeftCredentialWatch(String clusterId, LeftCredentials credentials) {
        this.clusterId = clusterId;
        this.credentials = credentials;
    }

    /** Answers no obstacle. */
    Optional<String> run() {
        credentials.note().forEach(this::tell);
        return Optional.empty();
    }

    private void tell(Left left) {
        log.atWarn()
                .addKeyValue(LogKeys.CLUSTER, clusterId)
                .log(
                        "cluster={} the credential '{}' of {} stays in AIDB, which lets nobody but a DBA delete it: see modelsync.left_credential",
                        clusterId,
                        left.name(),
                        left.service().isEmpty() ? "the proxy" : "service " + left.service());
    }
}
