package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.modelsync.sync.TestService.COMPLETIONS;
import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.at;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** A cluster without a proxy gets the providers' own credentials, on every build of AIDB that is known. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.modelsync.sync.AidbBuild#all")
class DirectDeliveryBuildsIT {
    private static final String OPENAI = "https://api.openai.com";

    private final AidbBuild build;
    private final TestCluster cluster;
    private final TestSeal seal;
    private final TestService service;

    DirectDeliveryBuildsIT(AidbBuild build) {
        this.build = build;
        this.cluster = build.newCluster();
        this.seal = new TestSeal(cluster);
        this.service = cluster.service("openai-prod");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldRegisterRotateTakeBackAndRemove() {
        seal.seal(service, 1, "sk-first");
        cluster.start();
        decided(
                at(OPENAI, 1, service.declared(1, embedding("a"), embedding("b"), completion("c"))),
                SyncResult.APPLIED);
        assertThat(cluster.ownModels().get("a"))
                .contains("https://api.openai.com/v1/embeddings")
                .doesNotContain("is_hcp_model");
        assertThat(secrets("a", "b", "c")).containsOnly("sk-first");

        ServiceChanged rotated = at(OPENAI, 2, service.declared(2, embedding("a"), embedding("b"), completion("c")));
        assertThat(decided(rotated, SyncResult.PARKED).getReason()).isEqualTo("CREDENTIAL_AWAITED");
        assertThat(secrets("a", "b", "c")).containsOnly("sk-first");
        seal.seal(service, 2, "sk-second");
        cluster.becomes(rotated, SyncResult.APPLIED);
        assertThat(secrets("a", "b", "c")).containsOnly("sk-second");

        seal.withdraw(service);
        assertThat(cluster.becomes(rotated, SyncResult.SKIPPED).getReason()).isEqualTo("CREDENTIAL_WITHDRAWN");
        assertThat(cluster.ownModels()).isEmpty();
        assertNoProviderHas("sk-");

        seal.seal(service, 2, "sk-second");
        cluster.becomes(rotated, SyncResult.APPLIED);
        assertThat(secrets("a", "b", "c")).containsOnly("sk-second");

        decided(service.withdrawn(3), SyncResult.REMOVED);
        assertThat(cluster.ownModels()).isEmpty();
        assertNoProviderHas("sk-");
    }

    @Test
    void shouldGiveAProviderToOneOfTwoCredentialsAtATime() {
        TestService second = cluster.service("second");
        TestService sharer = cluster.service("sharer");
        seal.seal(service, 1, "sk-first");
        seal.seal(second, 1, "sk-second");
        seal.seal(sharer, 1, "sk-first");
        cluster.start();
        decided(service.declared(1, embedding("a")), SyncResult.APPLIED);
        decided(sharer.declared(1, embedding("c")), SyncResult.APPLIED);

        ServiceChanged wanting = second.declared(1, embedding("b"));
        if (build.namesCredentials()) {
            decided(wanting, SyncResult.APPLIED);
        } else {
            SyncOutcome parked = decided(wanting, SyncResult.PARKED);
            assertThat(parked.getReason()).isEqualTo("CREDENTIAL_CONFLICT");
            assertThat(parked.getDetail()).contains("'b'", "used by service 'openai-prod'");
            decided(service.withdrawn(2), SyncResult.REMOVED);
            assertThat(cluster.ownModels()).containsOnlyKeys("c");
            assertThat(secrets("c")).containsOnly("sk-first");
            decided(sharer.withdrawn(2), SyncResult.REMOVED);
            cluster.becomes(wanting, SyncResult.APPLIED);
        }

        assertThat(secrets("b")).containsOnly("sk-second");
    }

    @Test
    void shouldRotateACredentialThatTwoServicesShare() {
        TestService sharer = cluster.service("sharer");
        seal.seal(service, 1, "sk-first");
        seal.seal(sharer, 1, "sk-first");
        cluster.start();
        decided(service.declared(1, embedding("a")), SyncResult.APPLIED);
        decided(sharer.declared(1, embedding("b"), embedding("c")), SyncResult.APPLIED);
        assertThat(secrets("a", "b", "c")).containsOnly("sk-first");

        seal.seal(service, 2, "sk-new");
        ServiceChanged one = at(OPENAI, 2, service.declared(2, embedding("a")));
        decided(one, build.namesCredentials() ? SyncResult.APPLIED : SyncResult.PARKED);
        seal.seal(sharer, 2, "sk-new");
        ServiceChanged other = at(OPENAI, 2, sharer.declared(2, embedding("b"), embedding("c")));
        cluster.send(other);

        cluster.becomes(other, SyncResult.APPLIED);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.statusOf(service)).isEqualTo("APPLIED"));
        assertThat(secrets("a", "b", "c")).containsOnly("sk-new");
    }

    @Test
    void shouldNeitherUseNorLoseWhatADbaStored() {
        cluster.sql()
                .sql("create user mapping for public server openai_embeddings options (api_key 'dba-key')")
                .update();
        cluster.sql().sql("""
                        select aidb.create_model(name => 'by-hand', provider => 'openai_embeddings',
                            config => '{"model": "hand-made", "url": "https://api.openai.com/v1"}')
                        """).query(row -> {});
        List<Map<String, Object>> before = HandMade.models(cluster);
        seal.seal(service, 1, "sk-first");
        cluster.start();

        SyncOutcome outcome = decided(
                service.declared(1, embedding("a"), completion("c")),
                build.namesCredentials() ? SyncResult.APPLIED : SyncResult.PARKED);
        if (build.namesCredentials()) {
            assertThat(secrets("a", "c")).containsOnly("sk-first");
        } else {
            assertThat(outcome.getReason()).isEqualTo("CREDENTIAL_CONFLICT");
            assertThat(cluster.ownModels()).isEmpty();
        }

        decided(service.withdrawn(2), SyncResult.REMOVED);
        assertThat(HandMade.models(cluster)).isEqualTo(before);
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("dba-key");
    }

    private SyncOutcome decided(ServiceChanged change, SyncResult expected) {
        cluster.send(change);
        return cluster.becomes(change, expected);
    }

    private Stream<String> secrets(String... models) {
        return Stream.of(models).map(model -> build.secretOf(model, cluster));
    }

    /** Where credentials have names they stay, for no function is documented that would delete one. */
    private void assertNoProviderHas(String secret) {
        Stream.of(EMBEDDINGS, COMPLETIONS)
                .map(cluster::credentialOf)
                .forEach(credential -> assertThat(String.valueOf(credential)).doesNotContain(secret));
    }
}
