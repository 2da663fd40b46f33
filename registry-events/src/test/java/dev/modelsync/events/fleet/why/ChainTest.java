package dev.modelsync.events.fleet.why;

import dev.modelsync.events.cluster.Delivery.Kind;
import dev.modelsync.events.fleet.why.Link.Name;
import dev.modelsync.events.fleet.why.Link.State;
import dev.modelsync.events.registration.view.EndpointState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.modelsync.events.fleet.why.Given.CHANGED;
import static dev.modelsync.events.fleet.why.Given.LATER;
import static dev.modelsync.events.fleet.why.Given.SOON;
import static dev.modelsync.events.fleet.why.Given.cluster;
import static dev.modelsync.events.fleet.why.Given.facts;
import static org.assertj.core.api.Assertions.assertThat;

class ChainTest {
    @Test
    void shouldFollowAHealthyChangeToItsEnd() {
        Explanation why = facts().explain();

        assertThat(why.works()).isTrue();
        assertThat(why.end()).isNull();
        assertThat(why.links()).extracting(Link::name).containsExactlyElementsOf(Name.of(Kind.PROXY));
        assertThat(why.links()).extracting(Link::state).containsOnly(State.OK);
    }

    @Test
    void shouldNotClaimThatAModelWorksWhichNobodyHasCalled() {
        Explanation why = facts().health("UNKNOWN").explain();

        assertThat(why.works()).isNull();
        assertThat(why.end()).isNull();
    }

    @Test
    void shouldNameTheFirstBrokenLinkAndNothingBehindIt() {
        Explanation why = facts().published(false).following(false).explain();

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
        Link link = facts().worker(worker, null).unanswered().now(SOON).end();

        assertThat(link.name()).isEqualTo(Name.CONSUMED);
        assertThat(link.state()).isEqualTo(state);
        assertThat(link.remedy()).contains(remedy);
    }

    @Test
    void shouldNotWaitForEverForAWorkerThatHasReadAllThereIs() {
        assertThat(end(facts().worker("RUNNING", 0L).unanswered().now(LATER))).isEqualTo("CONSUMED BROKEN");
        assertThat(end(facts().worker("RUNNING", 7L).unanswered().now(LATER))).isEqualTo("CONSUMED WAITING");
    }

    /** What AIDB has called before was another model. */
    @ParameterizedTest
    @CsvSource({
        "CHANGED, it has other settings",
        "REPLACED, somebody made another model",
        "CREDENTIALS_LOST, no longer has the credentials",
        "OF_A_NEWER_WORKER, OF_A_NEWER_WORKER"
    })
    void shouldNotTrustAModelThatIsNoLongerAsItWasMade(String kind, String said) {
        Explanation why = facts().drifted(LATER, kind).explain();

        assertThat(why.works()).isFalse();
        assertThat(why.end()).isEqualTo(Name.APPLIED);
        Link link = facts().drifted(LATER, kind).end();
        assertThat(link.detail()).contains("m, ", said);
        assertThat(link.remedy()).contains("modelsync replay plan");
    }

    @ParameterizedTest
    @CsvSource({"SILENT", "FAILING"})
    void shouldNotClaimThatAModelWorksOnAClusterThatNobodySees(String worker) {
        Explanation why = facts().worker(worker, null).explain();

        assertThat(why.works()).isNull();
        assertThat(why.end()).isNull();
        assertThat(why.links())
                .filteredOn(link -> link.state() == State.UNKNOWN)
                .singleElement()
                .satisfies(link -> assertThat(link.detail()).contains("not known", worker));
    }

    @Test
    void shouldNotHoldAgainstAChangeWhatWasSeenBeforeIt() {
        assertThat(facts().drifted(CHANGED.minusSeconds(1), "CHANGED").explain().end())
                .isNull();
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
        Link link = facts().result(result, reason).end();

        assertThat(link.name()).isEqualTo(name);
        assertThat(link.detail()).startsWith(reason);
        assertThat(link.remedy() == null).isEqualTo(reason.startsWith("REASON_OF"));
    }

    @Test
    void shouldNoticeAModelThatSomebodyDeleted() {
        Link link = facts().inventory(LATER).end();

        assertThat(link.name()).isEqualTo(Name.APPLIED);
        assertThat(link.detail()).contains("[m]");
        assertThat(link.remedy()).contains("replay");
    }

    @Test
    void shouldNotTakeAnInventoryOfBeforeForNews() {
        assertThat(facts().inventory(CHANGED.minusSeconds(1)).explain().end()).isNull();
    }

    @Test
    void shouldTellOfAFailedValidationAndOfAProviderThatDoesNotAnswer() {
        assertThat(end(facts().health("FAILED"))).isEqualTo("VALIDATED BROKEN");
        assertThat(facts().health("UNKNOWN")
                        .endpoint(EndpointState.FAILED, "Do something")
                        .end()
                        .remedy())
                .isEqualTo("Do something");
        assertThat(end(facts().health("UNKNOWN").endpoint(EndpointState.FAILED, "Do something")))
                .isEqualTo("PROXY_REACHABLE BROKEN");
    }

    @Test
    void shouldSayWhenTheClusterMayNotHaveTheService() {
        assertThat(facts().project("other").end().detail()).contains("'other'", "'demo'");
        assertThat(facts().enrolled(null).end().remedy()).contains("Enrol");
        assertThat(facts().enrolled(cluster(LATER)).end().detail()).contains("revoked");
    }

    private static String end(Given given) {
        Link link = given.end();
        return link.name() + " " + link.state();
    }
}
