package dev.modelsync.events.publish;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceService.Change;
import dev.modelsync.events.registration.InferenceService.State;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.source.RowChange.Position;
import dev.modelsync.provider.secret.SecretReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows for tests. */
final class Rows {
    static final ServiceKey KEY = new ServiceKey("demo", "svc");
    static final UUID FIRST = new UUID(0, 1);
    static final UUID SECOND = new UUID(0, 2);
    static final Position AT = new Position(0x1_0000_00ABL, 7L, false);
    static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123456Z");

    private Rows() {}

    static InferenceService live(UUID uid, long revision) {
        return row(uid, revision, State.REGISTERED, settings(1, Map.of()));
    }

    static InferenceService deregistered(UUID uid, long revision) {
        return row(uid, revision, State.DEREGISTERED, settings(1, Map.of()));
    }

    static InferenceService row(UUID uid, long revision, State state, ServiceSettings settings) {
        return new InferenceService(uid, KEY, settings, state, new Change(revision, "ann", "ticket 42", TIME));
    }

    static ServiceSettings settings(int credentialVersion, Map<String, String> labels) {
        return new ServiceSettings(
                "OPENAI",
                "https://api.openai.com",
                "OPENAI_V1",
                false,
                new SecretReference("ref", credentialVersion),
                List.of(new Model("svc", "upstream", "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings")),
                labels);
    }
}
