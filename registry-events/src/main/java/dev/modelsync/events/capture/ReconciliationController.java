package dev.modelsync.events.capture;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets an operator ask for a comparison. Any instance takes the request, the active one follows it. */
@RestController
class ReconciliationController {
    private final LogMessages messages;

    ReconciliationController(LogMessages messages) {
        this.messages = messages;
    }

    @PostMapping("/api/v1/capture/reconciliations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void reconcile() {
        messages.emit(LogMessages.COMPARE);
    }
}
