package dev.modelsync.cli.doctor;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.client.HmApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Clusters that are not at work, that are behind, or that have something parked or drifted. */
final class ClusterChecks {
    private static final long BEHIND = 1000;

    private final HmApi api;

    ClusterChecks(HmApi api) {
        this.api = api;
    }

    /** Of one project, or of all. */
    List<Finding> look(Optional<String> project) {
        List<JsonNode> clusters = api.items(Call.get("clusters"), Integer.MAX_VALUE).stream()
                .filter(cluster -> cluster.path("enrolled").asBoolean(false))
                .filter(cluster -> project.isEmpty()
                        || project.get().equals(cluster.path("project").asString("")))
                .toList();
        if (clusters.isEmpty()) {
            return List.of(Finding.warn(
                    "clusters", "No cluster is enrolled, so no model goes anywhere", "modelsync cluster enrol"));
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonNode cluster : clusters) {
            findings.addAll(look(cluster.path("id").asString("")));
        }
        return findings;
    }

    private List<Finding> look(String id) {
        JsonNode status = api.send(Call.get("clusters", id, "status")).body();
        String subject = "cluster " + id;
        List<Finding> findings = new ArrayList<>();
        findings.add(state(subject, id, status));
        add(findings, misdelivered(subject, status));
        add(findings, behind(subject, status));
        add(findings, parked(subject, id, status));
        add(findings, drifted(subject, id, status));
        return findings;
    }

    private static Finding state(String subject, String id, JsonNode status) {
        String detail = status.path("detail").asString("");
        String more = detail.isEmpty() ? "" : ": " + detail;
        String paused = detail.isEmpty() ? "paused" : detail;
        return switch (status.path("state").asString("")) {
            case "RUNNING", "REBUILDING" -> Finding.ok(subject, "Its worker is at work");
            case "SILENT" ->
                Finding.fail(
                        subject,
                        status.path("since").isNull()
                                ? "Its worker has never reported"
                                : "Its worker has not reported since "
                                        + status.path("since").asString(""),
                        "Start the worker with the access token of the enrolment, and see that it reaches Kafka");
            case "PAUSED" ->
                Finding.warn(
                        subject,
                        "Its worker is " + paused,
                        "modelsync cluster resume " + id + ", or by the DBA who paused it");
            case "NEEDS_APPROVAL" ->
                Finding.warn(
                        subject,
                        status.at("/removalStop/removals").asString("Some") + " removals wait for an approval",
                        "modelsync cluster approve " + id);
            case "STARTING" -> Finding.warn(subject, "Its worker is starting" + more, "Look again in a moment");
            default ->
                Finding.fail(
                        subject,
                        "Its worker does not get on" + more,
                        "See `modelsync cluster status " + id + "` and the worker's log");
        };
    }

    private static @Nullable Finding misdelivered(String subject, JsonNode status) {
        JsonNode delivery = status.path("delivery");
        String hint = delivery.path("hint").asString("");
        return hint.isEmpty()
                ? null
                : Finding.warn(
                        subject,
                        "It is enrolled with delivery "
                                + delivery.path("enrolled").asString("") + ", and its worker has "
                                + delivery.path("reported").asString(""),
                        hint);
    }

    private static @Nullable Finding behind(String subject, JsonNode status) {
        long lag = status.path("lag").asLong(0);
        return lag <= BEHIND
                ? null
                : Finding.warn(
                        subject,
                        lag + " records wait for its worker",
                        "It catches up by itself; look again, and at the worker's log if it does not");
    }

    private static @Nullable Finding parked(String subject, String id, JsonNode status) {
        long parked = status.at("/models/parkedServices").asLong(0);
        return parked == 0
                ? null
                : Finding.warn(
                        subject,
                        "Changes of " + parked + " services are parked",
                        "modelsync park list --cluster " + id);
    }

    private static @Nullable Finding drifted(String subject, String id, JsonNode status) {
        long drifted = status.at("/models/driftedModels").asLong(0);
        return drifted == 0
                ? null
                : Finding.warn(
                        subject,
                        drifted + " models are not as they were made",
                        "modelsync cluster diff " + id
                                + " --now shows which; modelsync replay plan shows what can be put right");
    }

    private static void add(List<Finding> findings, @Nullable Finding finding) {
        if (finding != null) {
            findings.add(finding);
        }
    }
}
