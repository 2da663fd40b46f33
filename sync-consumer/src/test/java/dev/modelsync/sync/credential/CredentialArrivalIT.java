package dev.modelsync.sync.credential;

import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.sync.TestServers;
import dev.modelsync.sync.apply.Batch;
import dev.modelsync.sync.apply.Batch.Origin;
import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.apply.RemovalLimits;
import dev.modelsync.sync.consume.CredentialWatch;
import dev.modelsync.sync.consume.Telling;
import dev.modelsync.sync.journal.ApplyResult;
import dev.modelsync.sync.journal.RecordPosition;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.SyncResult;
import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.CredentialState;
import dev.modelsync.sync.plan.CredentialState.Missing;
import dev.modelsync.sync.plan.DeclaredModel;
import dev.modelsync.sync.plan.Delivery;
import dev.modelsync.sync.plan.Endpoint;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.position.TopicIdentity;
import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.registry.ApiKey;
import dev.modelsync.sync.registry.CredentialSource;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sealed credential comes at the worst moment: the change that needs it has been judged without it, and the journal
 * does not have yet that it waits. The watch, which looks into the journal, finds nobody who wants the credential.
 */
class CredentialArrivalIT {
    private static final ServiceKey SERVICE = new ServiceKey("demo", "openai");
    private static final String UID = "uid-1";

    private final OpeningKey key = OpeningKey.generate();
    private final SealedCredentials credentials = new SealedCredentials(key);
    private final List<ApplyResult> told = new ArrayList<>();
    private final BatchApplier applier = new BatchApplier(
            database(),
            new ClusterProfile(
                    "edge",
                    SERVICE.project(),
                    new Delivery.Direct(key.sealingKey().id())),
            new ComingWhileAsked(),
            (results, replayId) -> told.addAll(results),
            new RemovalLimits(50, 20));
    private final CredentialWatch watch = new CredentialWatch(
            credentials, applier, (service, position, value) -> Optional.empty(), new Telling(batch -> {}));

    private boolean come;

    @Test
    void shouldDecideAgainWhatWasParkedWhileItsCredentialCame() {
        credentials.begin(Map.of(), false);

        BatchOutcome decided = applier.apply(
                new TopicIdentity("hm.inference-services.v1", "id"),
                new Batch(Origin.RECORDS, List.of(declared()), List.of(), List.of(), 1));

        assertThat(decided).isInstanceOf(BatchOutcome.Committed.class);
        assertThat(told).extracting(ApplyResult::reason).containsExactly(Reason.CREDENTIAL_AWAITED);
        assertThat(watch.run()).as("nothing new has come since").isEmpty();
        assertThat(told).hasSize(1);

        watch.wayMayBeMade();
        assertThat(watch.run()).isEmpty();

        assertThat(told).extracting(ApplyResult::result).containsExactly(SyncResult.PARKED, SyncResult.APPLIED);
        assertThat(applier.awaitedCredentials()).isEmpty();
    }

    private static ServiceRecord declared() {
        return new ServiceRecord(
                new ServiceEvent.Declared(
                        SERVICE,
                        new ChangeId("event-1", UID, 1, Instant.parse("2026-11-26T10:00:00Z")),
                        List.of(new DeclaredModel(
                                "a", "openai_embeddings", "text-embedding-3-small", "/v1/embeddings")),
                        new Endpoint("https://api.openai.com", false, 1)),
                new RecordPosition("hm.inference-services.v1", 0, 0));
    }

    private static AidbDatabase database() {
        TestServers servers = TestServers.running();
        return AidbDatabase.open(
                new DriverManagerDataSource(
                        servers.postgres().jdbcUrl(servers.newAidbDatabase()),
                        TestServers.WORKER_ROLE,
                        TestServers.WORKER_PASSWORD),
                Clock.systemUTC());
    }

    /** Once it has been asked, and before what follows from its answer is committed, the credential comes. */
    private final class ComingWhileAsked implements CredentialSource {
        @Override
        public CredentialState stateFor(ServiceKey service, String uid, @Nullable Endpoint endpoint) {
            CredentialState state = credentials.stateFor(service, uid, endpoint);
            if (!come) {
                come = true;
                assertThat(state).isEqualTo(Missing.AWAITED);
                CredentialSubject subject = new CredentialSubject("edge", service.project(), service.name(), uid, 1);
                credentials.add(
                        service,
                        new Sealed.Held(subject, key.sealingKey().seal(subject, Map.of("apiKey", "sk-in-time"))));
                assertThat(CompletableFuture.supplyAsync(watch::run).join())
                        .as("it looks, and finds nobody who waits")
                        .isEmpty();
            }
            return state;
        }

        @Override
        public Optional<ApiKey> keyOf(ServiceKey service, String fingerprint) {
            return credentials.keyOf(service, fingerprint);
        }

        @Override
        public String fingerprintOf(ModelSpec model, @Nullable String noted) {
            return credentials.fingerprintOf(model, noted);
        }

        @Override
        public boolean isByService() {
            return credentials.isByService();
        }

        @Override
        public boolean mayStay(String fingerprint) {
            return credentials.mayStay(fingerprint);
        }
    }
}
