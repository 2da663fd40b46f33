package dev.modelsync.events.fleet.why;

import dev.modelsync.events.cluster.Delivery.Kind;
import dev.modelsync.events.fleet.why.Link.Name;
import dev.modelsync.events.fleet.why.Link.State;
import dev.modelsync.events.registration.view.EndpointState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.modelsync.events.fleet.why.Given.LATER;
import static dev.modelsync.events.fleet.why.Given.SOON;
import static dev.modelsync.events.fleet.why.Given.facts;
import static org.assertj.core.api.Assertions.assertThat;

/** The chain of a cluster that calls providers itself, and of one whose enrolment and worker do not agree on that. */
class DeliveredTest {
    @Test
    void shouldFollowAChangeToTheProviderWhereTheClusterCallsItItself() {
        Explanation why = direct().explain();

        assertThat(why.links())
                .extracting(Link::name)
                .containsExactly(
                        Name.SAVED,
                        Name.CAPTURED,
                        Name.PUBLISHED,
                        Name.CONSUMED,
                        Name.CREDENTIAL_SEALED,
                        Name.CREDENTIAL_OPENED,
                        Name.PLANNED,
                        Name.APPLIED,
                        Name.VALIDATED,
                        Name.PROVIDER_REACHABLE);
        assertThat(why.links()).extracting(Link::state).containsOnly(State.OK);
        assertThat(why.works()).isTrue();
    }

    @Test
    void shouldSayThatThereIsNothingToSeal() {
        assertThat(direct().withoutCredential().explain().links())
                .filteredOn(link -> link.name().name().startsWith("CREDENTIAL"))
                .hasSize(2)
                .allSatisfy(link -> assertThat(link.detail()).isEqualTo("The service has no credential"));
    }

    @Test
    void shouldWaitForACredentialBeforeItCallsItMissing() {
        Link soon = direct().result("PARKED", "CREDENTIAL_AWAITED").now(SOON).end();
        Link late = direct().result("PARKED", "CREDENTIAL_AWAITED").now(LATER).end();

        assertThat(soon.name()).isEqualTo(Name.CREDENTIAL_SEALED);
        assertThat(soon.state()).isEqualTo(State.WAITING);
        assertThat(late.name()).isEqualTo(Name.CREDENTIAL_SEALED);
        assertThat(late.state()).isEqualTo(State.BROKEN);
        assertThat(late.remedy()).contains("/actuator/health");
    }

    @ParameterizedTest
    @CsvSource({
        "PARKED, CREDENTIAL_WITHDRAWN, CREDENTIAL_SEALED, Enrol the cluster for direct delivery again",
        "PARKED, CREDENTIAL_UNREADABLE, CREDENTIAL_OPENED, keypair --public",
        "PARKED, CREDENTIAL_CONFLICT, PLANNED, Delete the hand-made credentials",
        "SKIPPED, NEEDS_PROXY, PLANNED, let the cluster use the proxy"
    })
    void shouldPutAReasonWhereItBelongs(String result, String reason, Name name, String remedy) {
        Link link = direct().result(result, reason).end();

        assertThat(link.name()).isEqualTo(name);
        assertThat(link.state()).isEqualTo(State.BROKEN);
        assertThat(link.detail()).startsWith(reason);
        assertThat(link.remedy()).contains(remedy);
    }

    @Test
    void shouldSayWhomTheClusterCallsWhereItsValidationFailed() {
        Link direct =
                direct().health("FAILED").endpoint(EndpointState.READY, null).end();
        Link proxied =
                facts().health("FAILED").endpoint(EndpointState.READY, null).end();

        assertThat(direct.name()).isEqualTo(Name.VALIDATED);
        assertThat(direct.remedy()).contains("https://api.example", "aidb.egress_allowlist");
        assertThat(proxied.remedy()).contains("aidb.validate_model('m')").doesNotContain("egress");
    }

    @Test
    void shouldTellOfAProviderThatDoesNotAnswer() {
        Link link = direct().health("UNKNOWN")
                .endpoint(EndpointState.FAILED, "Do something")
                .end();

        assertThat(link.name()).isEqualTo(Name.PROVIDER_REACHABLE);
        assertThat(link.remedy()).isEqualTo("Do something");
    }

    @Test
    void shouldNameAnEnrolmentThatDoesNotFitTheWorker() {
        Link unsealed = facts().delivery(Kind.PROXY, Kind.DIRECT)
                .result("PARKED", "CREDENTIAL_AWAITED")
                .now(SOON)
                .end();
        Link unreachable = facts().delivery(Kind.DIRECT, Kind.PROXY)
                .result("SKIPPED", "PROXY_UNREACHABLE")
                .end();

        assertThat(unsealed.name()).isEqualTo(Name.CREDENTIAL_SEALED);
        assertThat(unsealed.state()).isEqualTo(State.BROKEN);
        assertThat(unsealed.remedy()).contains("Change the cluster to DIRECT");
        assertThat(unreachable.name()).isEqualTo(Name.PROXY_REACHABLE);
        assertThat(unreachable.remedy()).contains("Set delivery: direct and private-key-file");
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY, , PROXY_REACHABLE",
        "DIRECT, , PROVIDER_REACHABLE",
        ", DIRECT, PROVIDER_REACHABLE",
        ", , PROXY_REACHABLE",
        "DIRECT, PROXY, PROXY_REACHABLE"
    })
    void shouldGoTheWayThatTheWorkerGoes(@Nullable Kind enrolled, @Nullable Kind reported, Name last) {
        assertThat(facts().delivery(enrolled, reported).explain().links())
                .last()
                .extracting(Link::name)
                .isEqualTo(last);
    }

    private static Given direct() {
        return facts().delivery(Kind.DIRECT, Kind.DIRECT);
    }
}
