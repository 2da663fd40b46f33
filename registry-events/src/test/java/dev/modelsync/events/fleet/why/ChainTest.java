package dev.modelsync.events.fleet.why;

import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.fleet.FleetModel;
import dev.modelsync.events.fleet.FleetView;
import dev.modelsync.events.fleet.FleetView.Choice;
import dev.modelsync.events.fleet.FleetView.Freshness;
import dev.modelsync.events.fleet.FleetView.Status;
import dev.modelsync.events.fleet.why.Link.Name;
import dev.modelsync.events.fleet.why.Link.State;
import dev.modelsync.events.registration.ClusterSync;
import dev.modelsync.events.registration.EndpointState;
import dev.modelsync.events.registration.EndpointStatus;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceView;
import dev.modelsync.events.registration.ServiceView.CredentialsView;
import dev.modelsync.events.registration.rules.Model;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChainTest {
    private static final Instant CHANGED = Instant.parse("2026-11-24T20:15:00Z");
    private static final Instant SOON = CHANGED.plusSeconds(1);
    private static final Instant LATER = CHANGED.plusSeconds(60);
    private static final String READY = "READY";

    @Test
    void shouldFollowAHealthyChangeToItsEnd() {
        Explanation why = explain(facts().build());

        assertThat(why.works()).isTrue();
        assertThat(why.end()).isNull();
        assertThat(why.links()).extracting(Link::name).containsExactly(Name.values());
        assertThat(why.links()).extracting(Link::state).containsOnly(State.OK);
    }

    @Test
    void shouldNotClaimThatAModelWorksWhichNobodyHasCalled() {
        Explanation why = explain(facts().health("UNKNOWN").build());

        assertThat(why.works()).isNull();
        assertThat(why.end()).isNull();
    }

    @Test
    void shouldNameTheFirstBrokenLinkAndNothingBehindIt() {
        Explanation why = explain(facts().published(false).following(false).build());

        assertThat(why.works()).isFalse();
        assertThat(why.end()).isEqualTo(Name.CAPTURED);
        assertThat(why.links().subList(2, 8)).extracting(Link::state).containsOnly(State.NOT_REACHED);
        assertThat(why.links().get(1).remedy()).contains("/actuator/health");
    }

    @Test
    void shouldWaitForAnEventBeforeItCallsItLost() {
        assertThat(end(facts().published(false).now(SOON))).isEqualTo("PUBLISHED WAITING");
        assertThat(end(facts().published(false).now(LATER))).isEqualTo("PUBLISHED BROKEN");
    }

    @ParameterizedTest
    @CsvSource({
        "SILENT, BROKEN, Start the cluster's worker",
        "PAUSED, BROKEN, Resume",
        "NEEDS_APPROVAL, BROKEN, Approve",
        "FAILING, BROKEN, doctor",
        "RUNNING, WAITING, Look again",
        "REBUILDING, WAITING, Look again"
    })
    void shouldSayWhatTheWorkerWaitsFor(String worker, State state, String remedy) {
        Link link = endOf(facts().worker(worker, null).unanswered().now(SOON));

        assertThat(link.name()).isEqualTo(Name.CONSUMED);
        assertThat(link.state()).isEqualTo(state);
        assertThat(link.remedy()).contains(remedy);
    }

    @Test
    void shouldNotWaitForEverForAWorkerThatHasReadAllThereIs() {
        assertThat(end(facts().worker("RUNNING", 0L).unanswered().now(LATER))).isEqualTo("CONSUMED BROKEN");
        assertThat(end(facts().worker("RUNNING", 7L).unanswered().now(LATER))).isEqualTo("CONSUMED WAITING");
    }

    @ParameterizedTest
    @CsvSource({
        "SKIPPED, NAME_TAKEN, PLANNED",
        "PARKED, CREDENTIAL_CONFLICT, PLANNED",
        "PARKED, REASON_OF_A_NEWER_WORKER, PLANNED",
        "PARKED, PERMISSION_DENIED, APPLIED",
        "PARKED, TIMED_OUT, APPLIED",
        "SKIPPED, PROXY_UNREACHABLE, PROXY_REACHABLE"
    })
    void shouldPutAReasonWhereItBelongs(String result, String reason, Name name) {
        Link link = endOf(facts().result(result, reason));

        assertThat(link.name()).isEqualTo(name);
        assertThat(link.detail()).startsWith(reason);
        assertThat(link.remedy() == null).isEqualTo(reason.startsWith("REASON_OF"));
    }

    @Test
    void shouldNoticeAModelThatSomebodyDeleted() {
        Link link = endOf(facts().inventory(LATER));

        assertThat(link.name()).isEqualTo(Name.APPLIED);
        assertThat(link.detail()).contains("[m]");
        assertThat(link.remedy()).contains("rebuild");
    }

    @Test
    void shouldNotTakeAnInventoryOfBeforeForNews() {
        assertThat(explain(facts().inventory(CHANGED.minusSeconds(1)).build()).end())
                .isNull();
    }

    @Test
    void shouldTellOfAFailedValidationAndOfAProviderThatDoesNotAnswer() {
        assertThat(end(facts().health("FAILED"))).isEqualTo("VALIDATED BROKEN");
        assertThat(endOf(facts().health("UNKNOWN").endpoint(EndpointState.FAILED))
                        .remedy())
                .isEqualTo("Do something");
        assertThat(end(facts().health("UNKNOWN").endpoint(EndpointState.FAILED)))
                .isEqualTo("PROXY_REACHABLE BROKEN");
    }

    @Test
    void shouldSayWhenTheClusterMayNotHaveTheService() {
        assertThat(endOf(facts().project("other")).detail()).contains("'other'", "'demo'");
        assertThat(endOf(facts().enrolled(null)).remedy()).contains("Enrol");
        assertThat(endOf(facts().enrolled(cluster(LATER))).detail()).contains("revoked");
    }

    private static Explanation explain(Facts facts) {
        return Explanation.of(facts, Chain.of(facts));
    }

    private static Link endOf(Given given) {
        Explanation why = explain(given.build());
        return why.links().stream()
                .filter(link -> link.name() == why.end())
                .findFirst()
                .orElseThrow();
    }

    private static String end(Given given) {
        Link link = endOf(given);
        return link.name() + " " + link.state();
    }

    private static Cluster cluster(@Nullable Instant revokedAt) {
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

    private static Given facts() {
        return new Given();
    }

    /** A service that is on its cluster, until told otherwise. */
    private static final class Given {
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
        private Instant takenAt = LATER;
        private List<FleetModel> models = List.of(model(READY));

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

        Given endpoint(EndpointState state) {
            endpoint = state;
            return this;
        }

        /** Of a registry without the model. */
        Given inventory(Instant at) {
            takenAt = at;
            models = at.isAfter(CHANGED) ? List.of() : models;
            return this;
        }

        Given health(String health) {
            models = List.of(model(health));
            return this;
        }

        Facts build() {
            ClusterSync sync = new ClusterSync(
                    "edge",
                    "PROXY",
                    ClusterSync.State.SYNCED,
                    reason,
                    null,
                    CHANGED,
                    7,
                    applied,
                    result,
                    applied,
                    CHANGED);
            return new Facts(service(), enrolled, following, published, status(), registry(), sync, now);
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
                    new CredentialsView(true, 1, null),
                    List.of(new Model("m", "upstream", "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings")),
                    Map.of(),
                    InferenceService.State.REGISTERED,
                    7,
                    "ann",
                    CHANGED,
                    null,
                    List.of(),
                    new EndpointStatus(endpoint, null, "it fails", "Do something", CHANGED, CHANGED, null));
        }

        private Status status() {
            return new Status(
                    "edge", project, worker, null, null, CHANGED, CHANGED, null, null, null, lag, List.of(), null, null,
                    takenAt);
        }

        private Choice registry() {
            return new FleetView.Choice(
                    "edge", null, takenAt, new Freshness(true, worker, null, CHANGED, CHANGED), models);
        }

        private static FleetModel model(String health) {
            return new FleetModel(
                    "m", "openai_embeddings", List.of(), "SYNCED", "svc", "upstream", health, null, List.of());
        }
    }
}
