package dev.modelsync.provider.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot say why an application does not start without its keyset, in place of a stack trace. */
final class SecretStoreFailureAnalyzer extends AbstractFailureAnalyzer<SecretStoreException> {
    private static final String ACTION =
            "Give modelsync.secrets.keyset or modelsync.secrets.keyset-file the keyset with which the secrets were stored";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecretStoreException cause) {
        return new FailureAnalysis(cause.getMessage(), ACTION, cause);
    }
}
