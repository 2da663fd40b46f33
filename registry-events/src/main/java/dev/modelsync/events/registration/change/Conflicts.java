package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violation.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names that other services have, as violations that point to the field. */
final class Conflicts {
    private Conflicts() {}

    static Violation nameTaken(ServiceKey key) {
        return new Violation(
                "/name",
                Code.TAKEN,
                "project " + key.project() + " already has a service '" + key.name()
                        + "'; edit it, or choose another name");
    }

    /** @param taken registry names that belong to other services, with the name of the service */
    static List<Violation> registryNames(List<Model> models, Map<String, String> taken) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            String name = models.get(i).registryName();
            String owner = taken.get(name);
            if (owner != null) {
                violations.add(new Violation(
                        "/models/" + i + "/registryName",
                        Code.TAKEN,
                        "'" + name + "' is a model of service '" + owner + "'; names are unique in the project"));
            }
        }
        return violations;
    }
}
