package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.rules.RegistrationRules.Existing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An edit as the document that results from it, so that a registration and an edit are judged by the
 * same rules. The credentials are never part of the document that the patch is applied to.
 */
final class EditableService {
    private final InferenceService current;
    private final ObjectNode patch;

    EditableService(InferenceService current, ObjectNode patch) {
        this.current = current;
        this.patch = patch;
    }

    /** A null in the patch, which is not the same as no word of them. */
    boolean removesCredentials() {
        JsonNode credentials = patch.get("credentials");
        return credentials != null && credentials.isNull();
    }

    Existing existing() {
        ServiceSettings settings = current.settings();
        return new Existing(
                current.key().name(),
                settings.provider(),
                settings.endpointUrl(),
                settings.credential() != null && !removesCredentials(),
                settings.models());
    }

    ObjectNode merged() {
        return MergePatch.apply(document(), patch);
    }

    private ObjectNode document() {
        ServiceSettings settings = current.settings();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", current.key().name())
                .put("provider", settings.provider())
                .put("endpointUrl", settings.endpointUrl())
                .put("apiProtocolVersion", settings.apiProtocolVersion())
                .put("allowInsecure", settings.allowInsecure());
        ArrayNode models = json.putArray("models");
        for (Model model : settings.models()) {
            models.addObject()
                    .put("upstreamModel", model.upstreamModel())
                    .put("function", model.function())
                    .put("registryName", model.registryName());
        }
        settings.labels().forEach(json.putObject("labels")::put);
        return json;
    }
}
