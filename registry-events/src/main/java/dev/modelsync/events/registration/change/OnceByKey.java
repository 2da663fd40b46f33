package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.InferenceServices;
import dev.modelsync.events.registration.change.RegistrationResult.Done;
import dev.modelsync.events.registration.change.RegistrationResult.KeyReused;
import dev.modelsync.events.registration.change.RegistrationResult.Replayed;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.registration.view.ServiceView;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Registers once for each idempotency key, however often it is asked to. */
public final class OnceByKey {
    private final Registrations registrations;
    private final InferenceServices services;
    private final LiveServices views;
    private final IdempotencyKeys keys;

    OnceByKey(Registrations registrations, InferenceServices services, LiveServices views, IdempotencyKeys keys) {
        this.registrations = registrations;
        this.services = services;
        this.views = views;
        this.keys = keys;
    }

    /** @param body of which another one with the same key is refused */
    public RegistrationResult register(
            String project, ObjectNode request, String actor, String key, byte[] body, WriteMode mode) {
        Optional<RegistrationResult> earlier = earlier(project, key, body);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        RegistrationResult result = registrations.register(
                project, request, actor, mode, service -> keys.insert(project, key, body, views.asWritten(service)));
        // Refused perhaps because the same was asked for at the same time, and was faster.
        return result instanceof Done ? result : earlier(project, key, body).orElse(result);
    }

    private Optional<RegistrationResult> earlier(String project, String key, byte[] body) {
        return keys.find(project, key, body)
                .map((IdempotencyKeys.Known known) -> known.sameBody() ? replayed(known.answer()) : new KeyReused());
    }

    private Replayed replayed(ServiceView answer) {
        return new Replayed(
                answer,
                services.findLive(new ServiceKey(answer.project(), answer.name()))
                        .filter(now -> now.uid().equals(answer.uid()) && now.revision() == answer.revision()));
    }
}
