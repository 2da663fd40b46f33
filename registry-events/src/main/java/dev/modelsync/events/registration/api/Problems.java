package dev.modelsync.events.registration.api;

import dev.modelsync.events.problem.ProblemAnswer;
import dev.modelsync.events.registration.change.RegistrationResult;
import dev.modelsync.events.registration.change.RegistrationResult.InUse;
import dev.modelsync.events.registration.change.RegistrationResult.Invalid;
import dev.modelsync.events.registration.change.RegistrationResult.KeyReused;
import dev.modelsync.events.registration.change.RegistrationResult.NotReady;
import dev.modelsync.events.registration.change.RegistrationResult.Stale;
import dev.modelsync.events.registration.change.RegistrationResult.Taken;
import dev.modelsync.events.registration.change.RegistrationResult.Unknown;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.view.Dependants;
import dev.modelsync.events.registration.view.EndpointStatus;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Refusals as problem documents (RFC 9457); {@code errors} names each field by JSON pointer. */
final class Problems {
    private Problems() {}

    static ResponseEntity<ProblemDetail> of(RegistrationResult result) {
        if (result instanceof Invalid invalid) {
            return ProblemAnswer.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "The registration breaks rules; see errors",
                    invalid.violations());
        }
        if (result instanceof Taken taken) {
            return ProblemAnswer.of(HttpStatus.CONFLICT, "A name is taken; see errors", taken.violations());
        }
        if (result instanceof InUse inUse) {
            return inUse(inUse);
        }
        if (result instanceof Stale stale) {
            return ProblemAnswer.of(
                    HttpStatus.PRECONDITION_FAILED,
                    "The service was changed since; its ETag is now " + RevisionTag.of(stale.revision()));
        }
        if (result instanceof NotReady notReady) {
            return notReady(notReady);
        }
        if (result instanceof KeyReused) {
            return ProblemAnswer.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "The Idempotency-Key was given with another body before; allowed: the same body, or another key");
        }
        if (result instanceof Unknown unknown) {
            return unknown(unknown.key());
        }
        throw new IllegalArgumentException(
                "This is no refusal: " + result.getClass().getName());
    }

    private static ResponseEntity<ProblemDetail> inUse(InUse inUse) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                "Something on clusters depends on what this would take away; see dependants."
                        + " The parameter force=true goes ahead, and is recorded");
        problem.setProperty("dependants", inUse.dependants());
        String clusters =
                inUse.dependants().stream().map(Dependants.OnCluster::clusterId).collect(Collectors.joining(", "));
        return ProblemAnswer.of(
                problem, List.of(new Violation(inUse.pointer(), Code.IN_USE, "models are in use on " + clusters)));
    }

    private static ResponseEntity<ProblemDetail> notReady(NotReady notReady) {
        EndpointStatus status = notReady.status();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "The probe that was required did not find the endpoint ready, so nothing was changed; see errors");
        problem.setProperty("endpoint", status);
        return ProblemAnswer.of(
                problem,
                List.of(new Violation(
                        notReady.pointer(),
                        Code.NOT_READY,
                        status.cause() + ": " + status.detail() + ". " + status.remedy())));
    }

    static ResponseEntity<ProblemDetail> unknown(ServiceKey key) {
        return ProblemAnswer.of(
                HttpStatus.NOT_FOUND, "Project '" + key.project() + "' has no service '" + key.name() + "'");
    }

    static ResponseEntity<ProblemDetail> preconditionRequired() {
        return ProblemAnswer.of(
                HttpStatus.PRECONDITION_REQUIRED, "The header If-Match is missing; give the ETag of the service");
    }
}
