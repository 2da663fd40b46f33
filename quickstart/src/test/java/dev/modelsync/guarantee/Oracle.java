package dev.modelsync.guarantee;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a registry must hold, from Hybrid Manager's table and the DBA's memory alone: it shares no code with the
 * planner, and knows neither topic nor journal.
 */
final class Oracle {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Cluster cluster;
    private final Set<String> handMade;
    private final Set<String> contested;

    Oracle(Cluster cluster) {
        this.cluster = cluster;
        this.handMade = cluster.dba().models();
        this.contested = cluster.dba().providersWithOwnCredentials();
    }

    /** A model of a registry: its provider and its configuration. */
    record Model(String provider, JsonNode config) {
        @Override
        public String toString() {
            return provider + " " + config;
        }
    }

    /** What the last outcome of a service has to say. */
    enum Answer {
        HELD("APPLIED", "UNCHANGED"),
        GONE("REMOVED", "UNCHANGED"),
        NAME_TAKEN("SKIPPED"),
        CREDENTIAL_CONFLICT("PARKED");

        private final Set<String> results;

        Answer(String... results) {
            this.results = Set.of(results);
        }

        boolean isGivenBy(String result) {
            return results.contains(result);
        }
    }

    Answer answerTo(HmService service) {
        if (!service.live()) {
            return Answer.GONE;
        } else if (service.models().stream().anyMatch(this::wouldUseForeignCredentials)) {
            return Answer.CREDENTIAL_CONFLICT;
        }
        return service.models().stream().anyMatch(model -> handMade.contains(model.get("registryName")))
                ? Answer.NAME_TAKEN
                : Answer.HELD;
    }

    /** The models that Hybrid Manager has to have in this registry, by name. */
    SortedMap<String, Model> models(List<HmService> services) {
        SortedMap<String, Model> models = new TreeMap<>();
        for (HmService service : services) {
            Answer answer = answerTo(service);
            if (answer == Answer.HELD || answer == Answer.NAME_TAKEN) {
                service.models().stream()
                        .filter(model -> !handMade.contains(model.get("registryName")))
                        .forEach(model -> models.put(model.get("registryName"), model(service, model)));
            }
        }
        return models;
    }

    private boolean wouldUseForeignCredentials(Map<String, String> model) {
        return contested.contains(model.get("aidbProvider")) && !handMade.contains(model.get("registryName"));
    }

    private Model model(HmService service, Map<String, String> model) {
        String url = cluster.proxyUrl() + "/projects/" + Landscape.PROJECT + "/services/" + service.name()
                + model.get("requestPath");
        return new Model(
                model.get("aidbProvider"),
                JSON.valueToTree(Map.of("model", model.get("upstreamModel"), "url", url, "is_hcp_model", true)));
    }
}
