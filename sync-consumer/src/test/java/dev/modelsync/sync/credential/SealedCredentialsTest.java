package dev.modelsync.sync.credential;

import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.sync.plan.CredentialState;
import dev.modelsync.sync.plan.CredentialState.Missing;
import dev.modelsync.sync.plan.Endpoint;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SealedCredentialsTest {
    private static final ServiceKey SERVICE = new ServiceKey("demo", "openai");
    private static final ServiceKey OTHER = new ServiceKey("demo", "other");
    private static final String UID = "uid-1";
    private static final Map<String, String> KEY = Map.of("apiKey", "sk-secret");

    private final OpeningKey key = OpeningKey.generate();
    private final SealedCredentials credentials = new SealedCredentials(key);

    @ParameterizedTest
    @CsvSource({
        "uid-1, 3, Usable",
        "uid-1, 2, AWAITED",
        "uid-1, 4, AWAITED",
        "uid-2, 3, AWAITED",
    })
    void shouldGiveACredentialOnlyToTheChangeThatItBelongsTo(String uid, int version, String expected) {
        credentials.begin(Map.of(SERVICE, held(SERVICE, 3, KEY)), true);

        CredentialState state = credentials.stateFor(SERVICE, uid, endpoint(version));

        assertThat(state instanceof Missing missing ? missing.name() : "Usable").isEqualTo(expected);
    }

    @Test
    void shouldNeedNoneForAServiceWithoutACredential() {
        assertThat(credentials.stateFor(SERVICE, UID, endpoint(0))).isEqualTo(CredentialState.NONE_NEEDED);
    }

    @Test
    void shouldGiveOutTheKeyWhileItIsTheOneThatWasSeen() {
        credentials.begin(Map.of(SERVICE, held(SERVICE, 1, KEY)), true);
        String fingerprint = ((CredentialState.Usable) credentials.stateFor(SERVICE, UID, endpoint(1))).fingerprint();

        assertThat(credentials.keyOf(SERVICE, fingerprint)).isPresent();
        assertThat(credentials.keyOf(SERVICE, "another")).isEmpty();

        credentials.add(SERVICE, held(SERVICE, 2, Map.of("apiKey", "sk-rotated")));
        assertThat(credentials.keyOf(SERVICE, fingerprint)).isEmpty();
    }

    @Test
    void shouldTellCredentialsApartWithoutGivingThemAway() {
        credentials.begin(Map.of(SERVICE, held(SERVICE, 1, KEY), OTHER, held(OTHER, 1, KEY)), true);
        CredentialState one = credentials.stateFor(SERVICE, UID, endpoint(1));
        CredentialState same = credentials.stateFor(OTHER, UID, endpoint(1));
        SealedCredentials ofAnotherCluster = new SealedCredentials(OpeningKey.generate());

        assertThat(one).isEqualTo(same);
        assertThat(one.toString()).doesNotContain("sk-secret");
        assertThat(new Opener(key).fingerprint("sk-secret")).isEqualTo(((CredentialState.Usable) one).fingerprint());
        ofAnotherCluster.begin(Map.of(), true);
        assertThat(new Opener(OpeningKey.generate()).fingerprint("sk-secret"))
                .as("whoever has not the private key can try nothing")
                .isNotEqualTo(((CredentialState.Usable) one).fingerprint());
    }

    @Test
    void shouldSeeWhatAidbCannotSend() {
        credentials.begin(
                Map.of(
                        SERVICE,
                        held(SERVICE, 1, Map.of("accessKeyId", "AKIA", "secretAccessKey", "s")),
                        OTHER,
                        held(OTHER, 1, Map.of("apiKey", ""))),
                true);

        assertThat(credentials.stateFor(SERVICE, UID, endpoint(1))).isEqualTo(Missing.NEEDS_PROXY);
        assertThat(credentials.stateFor(OTHER, UID, endpoint(1))).isEqualTo(Missing.NEEDS_PROXY);
    }

    @Test
    void shouldSeeWhatDoesNotOpen() {
        CredentialSubject subject = subject(SERVICE, 1);
        byte[] forAnother = OpeningKey.generate().sealingKey().seal(subject, KEY);
        byte[] asAnother = key.sealingKey().seal(subject(OTHER, 1), KEY);
        credentials.begin(
                Map.of(SERVICE, new Sealed.Held(subject, forAnother), OTHER, Sealed.Illegible.ILLEGIBLE), true);

        assertThat(credentials.stateFor(SERVICE, UID, endpoint(1))).isEqualTo(Missing.UNREADABLE);
        assertThat(credentials.stateFor(OTHER, UID, endpoint(1))).isEqualTo(Missing.UNREADABLE);
        credentials.add(SERVICE, new Sealed.Held(subject, asAnother));
        assertThat(credentials.stateFor(SERVICE, UID, endpoint(1))).isEqualTo(Missing.UNREADABLE);
    }

    @Test
    void shouldTellWithdrawnFromNeverThere() {
        credentials.begin(Map.of(SERVICE, new Sealed.Withdrawn(Optional.of(UID))), true);

        assertThat(credentials.stateFor(SERVICE, UID, endpoint(1))).isEqualTo(Missing.WITHDRAWN);
        assertThat(credentials.stateFor(SERVICE, "uid-2", endpoint(1)))
                .as("registered again since")
                .isEqualTo(Missing.AWAITED);
        assertThat(credentials.stateFor(OTHER, UID, endpoint(1))).isEqualTo(Missing.GONE);
    }

    @Test
    void shouldConcludeNothingFromATopicThatMayHaveLostRecords() {
        credentials.begin(Map.of(), false);
        assertThat(credentials.stateFor(SERVICE, UID, endpoint(1))).isEqualTo(Missing.AWAITED);

        credentials.begin(Map.of(), true);
        assertThat(credentials.stateFor(SERVICE, UID, endpoint(1))).isEqualTo(Missing.GONE);
    }

    @Test
    void shouldKeepChangesUntilTheyAreFollowed() {
        credentials.begin(Map.of(), true);
        assertThat(credentials.takeChanges().all()).isTrue();
        assertThat(credentials.takeChanges().areNone()).isTrue();

        credentials.add(SERVICE, held(SERVICE, 1, KEY));
        SealedCredentials.Changes changes = credentials.takeChanges();
        credentials.add(OTHER, held(OTHER, 1, KEY));
        credentials.putBack(changes);

        assertThat(credentials.takeChanges()).isEqualTo(new SealedCredentials.Changes(false, Set.of(SERVICE, OTHER)));
    }

    private static Endpoint endpoint(int version) {
        return new Endpoint("https://api.openai.com", false, version);
    }

    private static CredentialSubject subject(ServiceKey service, int version) {
        return new CredentialSubject("eu-1", service.project(), service.name(), UID, version);
    }

    private Sealed held(ServiceKey service, int version, Map<String, String> fields) {
        CredentialSubject subject = subject(service, version);
        return new Sealed.Held(subject, key.sealingKey().seal(subject, fields));
    }
}
