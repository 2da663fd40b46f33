package dev.modelsync.events.fleet.why;

import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.cluster.Delivery.Kind;
import dev.modelsync.events.fleet.ClusterDelivery;
import dev.modelsync.events.fleet.FleetModel;
import dev.modelsync.events.fleet.FleetView;
import dev.modelsync.events.fleet.FleetView.Choice;
import dev.modelsync.events.fleet.FleetView.Freshness;
import dev.modelsync.events.fleet.FleetView.Status;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.view.ClusterSync;
import dev.modelsync.events.registration.view.EndpointState;
import dev.modelsync.events.registration.view.EndpointStatus;
import dev.modelsync.events.registration.view.ServiceView;
import dev.modelsync.events.registration.view.ServiceView.CredentialsView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service that is on its cluster, until told otherwise. */
final class Given {
    static final Instant CHANGED = Instant.parse("2026-11-24T20:15:00Z");
    static final Instant SOON = CHANGED.plusSeconds(1);
    static final Instant LATER = CHANGED.plusSeconds(60);

    private static final String READY = "READY";

    private ClusterDelivery delivery = new ClusterDelivery(Kind.PROXY, Kind.PROXY);
    private boolean credential = true;
    private boolean published = true;
    private boolean following = true;
    private Instant now = LATER;
    private String project = "demo";
    private @Nullable Cluster enrolled = cluster(null);
    private String worker = "RUNNING";
    private @Nullable Long lag = 0L;
    private long applied = 7;
    private String result = "APPLIED";
    private @Nullable String reason;
    private EndpointState endpoint = EndpointState.READY;
    private @Nullable String remedy;
    private Instant takenAt = LATER;
    private List<FleetModel> models = List.of(model(READY, null));

    static Given facts() {
        return new Given();
    }

    /** How it is enrolled, and what its worker says. */
    Given delivery(@Nullable Kind enrolled, @Nullable Kind reported) {
        delivery = new ClusterDelivery(enrolled, reported);
        return this;
    }

    Given withoutCredential() {
        credential = false;
        return this;
    }

    Given published(boolean is) {
        published = is;
        return this;
    }

    Given following(boolean is) {
        following = is;
        return this;
    }

    Given now(Instant at) {
        now = at;
        return this;
    }

    Given project(String name) {
        project = name;
        return this;
    }

    Given enrolled(@Nullable Cluster cluster) {
        enrolled = cluster;
        return this;
    }

    Given worker(String state, @Nullable Long waiting) {
        worker = state;
        lag = waiting;
        return this;
    }

    Given unanswered() {
        applied = 6;
        return this;
    }

    Given result(String told, String why) {
        result = told;
        reason = why;
        return this;
    }

    Given endpoint(EndpointState state, @Nullable String remedy) {
        endpoint = state;
        this.remedy = remedy;
        return this;
    }

    /** Of a registry without the model. */
    Given inventory(Instant at) {
        takenAt = at;
        models = at.isAfter(CHANGED) ? List.of() : models;
        return this;
    }

    Given health(String health) {
        models = List.of(model(health, null));
        return this;
    }

    /** Of a registry that was looked at then, and holds the model otherwise than it was made. */
    Given drifted(Instant at, String kind) {
        takenAt = at;
        models = List.of(model(READY, kind));
        return this;
    }

    private Facts build() {
        ClusterSync sync = new ClusterSync(
                "edge", "PROXY", ClusterSync.State.SYNCED, reason, null, CHANGED, 7, applied, result, applied, CHANGED);
        return new Facts(service(), enrolled, following, published, status(), registry(), sync, now);
    }

    /** The explanation of these facts. */
    Explanation explain() {
        Facts facts = build();
        return Explanation.of(facts, Chain.of(facts));
    }

    /** The link at which it ends. */
    Link end() {
        Explanation why = explain();
        return why.links().stream()
                .filter(link -> link.name() == why.end())
                .findFirst()
                .orElseThrow();
    }

    private ServiceView service() {
        return new ServiceView(
                new UUID(0, 1),
                "demo",
                "svc",
                "OPENAI",
                "https://api.example",
                "OPENAI_V1",
                false,
                new CredentialsView(credential, credential ? 1 : 0, null),
                List.of(new Model("m", "upstream", "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings")),
                Map.of(),
                InferenceService.State.REGISTERED,
                7,
                "ann",
                CHANGED,
                null,
                List.of(),
                new EndpointStatus(endpoint, null, "it fails", remedy, CHANGED, CHANGED, null));
    }

    private Status status() {
        return new Status(
                "edge", project, delivery, worker, null, null, CHANGED, CHANGED, null, null, null, lag, List.of(), null,
                null, takenAt);
    }

    private Choice registry() {
        return new FleetView.Choice("edge", null, takenAt, new Freshness(true, worker, null, CHANGED, CHANGED), models);
    }

    private static FleetModel model(String health, @Nullable String drift) {
        return new FleetModel(
                "m", "openai_embeddings", List.of(), "SYNCED", "svc", "upstream", health, null, List.of(), drift);
    }

    static Cluster cluster(@Nullable Instant revokedAt) {
        return new Cluster(
                "edge",
                "demo",
                Location.PRIMARY,
                Map.of(),
                new Delivery.Proxy(),
                CHANGED,
                revokedAt,
                new Cluster.Change(1, "ann", null, CHANGED));
    }
}
