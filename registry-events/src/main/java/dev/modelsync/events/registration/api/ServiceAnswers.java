package dev.modelsync.events.registration.api;

import dev.modelsync.events.registration.change.RegistrationResult;
import dev.modelsync.events.registration.change.RegistrationResult.Done;
import dev.modelsync.events.registration.change.RegistrationResult.Replayed;
import dev.modelsync.events.registration.change.RegistrationResult.WouldChange;
import dev.modelsync.events.registration.preview.Preview;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.registration.view.ServiceView;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Results of writes as answers. */
final class ServiceAnswers {
    private final LiveServices services;
    private final Preview preview;

    ServiceAnswers(LiveServices services, Preview preview) {
        this.services = services;
        this.preview = preview;
    }

    ResponseEntity<?> registered(RegistrationResult result, List<String> prefer) throws InterruptedException {
        if (!(result instanceof Replayed replayed)) {
            return written(result, HttpStatus.CREATED, prefer);
        }
        // Who asks again after a lost answer wants to know of the clusters, too.
        ResponseEntity<?> again = replayed.unchanged().isPresent()
                ? written(new Done(replayed.unchanged().get()), HttpStatus.CREATED, prefer)
                : located(HttpStatus.CREATED, replayed.answer()).body(replayed.answer());
        return ResponseEntity.status(again.getStatusCode())
                .headers(again.getHeaders())
                .header("Idempotency-Replayed", "true")
                .body(again.getBody());
    }

    ResponseEntity<?> edited(RegistrationResult result, List<String> prefer) throws InterruptedException {
        return written(result, HttpStatus.OK, prefer);
    }

    /** Without a body, except where someone waited for it. */
    ResponseEntity<?> deregistered(RegistrationResult result, List<String> prefer) throws InterruptedException {
        if (result instanceof Done done && Preference.wait(prefer).isEmpty()) {
            return ResponseEntity.noContent()
                    .header("ETag", RevisionTag.of(done.service().revision()))
                    .build();
        }
        return written(result, HttpStatus.OK, prefer);
    }

    private ResponseEntity<?> written(RegistrationResult result, HttpStatus status, List<String> prefer)
            throws InterruptedException {
        if (result instanceof WouldChange change) {
            return ResponseEntity.ok(preview.of(change));
        }
        if (!(result instanceof Done done)) {
            return Problems.of(result);
        }
        Optional<Duration> wait = Preference.wait(prefer);
        if (wait.isEmpty()) {
            ServiceView view = services.view(done.service());
            return located(status, view).body(view);
        }
        ServiceView view = services.viewAfter(done.service(), wait.get());
        return located(view.allAnswered() ? status : HttpStatus.ACCEPTED, view)
                .header("Preference-Applied", "wait=" + wait.get().toSeconds())
                .body(view);
    }

    private static ResponseEntity.BodyBuilder located(HttpStatus status, ServiceView view) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).header("ETag", RevisionTag.of(view.revision()));
        return status == HttpStatus.OK
                ? answer
                : answer.location(
                        URI.create("/api/v1/projects/" + view.project() + "/inference-services/" + view.name()));
    }
}
