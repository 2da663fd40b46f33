package dev.modelsync.contract.seal;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SealTest {
    private static final CredentialSubject SUBJECT = new CredentialSubject("edge", "demo", "gpt", "uid-1", 3);
    private static final Map<String, String> FIELDS = Map.of("accessKeyId", "AKIA", "secretAccessKey", "s3cret");

    private final OpeningKey key = OpeningKey.generate();

    @Test
    void shouldOpenForTheClusterItWasSealedFor() {
        byte[] sealed = key.sealingKey().seal(SUBJECT, FIELDS);

        assertThat(key.open(SUBJECT, sealed)).contains(FIELDS);
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("s3cret", "AKIA");
        assertThat(key.sealingKey().seal(SUBJECT, FIELDS)).isNotEqualTo(sealed);
    }

    @Test
    void shouldBeWorthNothingToAnotherCluster() {
        byte[] sealed = key.sealingKey().seal(SUBJECT, FIELDS);

        assertThat(OpeningKey.generate().open(SUBJECT, sealed)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("otherSubjects")
    void shouldNotOpenAsSomethingElse(CredentialSubject other) {
        byte[] sealed = key.sealingKey().seal(SUBJECT, FIELDS);

        assertThat(key.open(other, sealed)).isEmpty();
    }

    static Stream<CredentialSubject> otherSubjects() {
        return Stream.of(
                new CredentialSubject("edge2", "demo", "gpt", "uid-1", 3),
                new CredentialSubject("edge", "demo2", "gpt", "uid-1", 3),
                new CredentialSubject("edge", "demo", "gpt2", "uid-1", 3),
                new CredentialSubject("edge", "demo", "gpt", "uid-2", 3),
                new CredentialSubject("edge", "demo", "gpt", "uid-1", 4),
                // The same letters, cut elsewhere.
                new CredentialSubject("edged", "emo", "gpt", "uid-1", 3));
    }

    @Test
    void shouldNotOpenWhatWasChanged() {
        byte[] sealed = key.sealingKey().seal(SUBJECT, FIELDS);
        sealed[sealed.length - 1] ^= 1;

        assertThat(key.open(SUBJECT, sealed)).isEmpty();
        assertThat(key.open(SUBJECT, new byte[0])).isEmpty();
    }

    @Test
    void shouldTravelAsJson() {
        OpeningKey again = OpeningKey.parse(key.reveal());
        SealingKey published = SealingKey.parse(key.sealingKey().toJson());

        assertThat(again.open(SUBJECT, published.seal(SUBJECT, FIELDS))).contains(FIELDS);
        assertThat(published.toJson())
                .isEqualTo(key.sealingKey().toJson())
                .doesNotContain("\n")
                .isEqualTo(published.toJson().strip());
        assertThat(SealingKey.parse(published.toJson() + System.lineSeparator()).id())
                .isEqualTo(published.id());
        assertThat(published.id())
                .matches("[0-9a-f]{32}")
                .isEqualTo(key.sealingKey().id())
                .isEqualTo(again.sealingKey().id())
                .isNotEqualTo(OpeningKey.generate().sealingKey().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "not json", "{\"primaryKeyId\":1,\"key\":[]}"})
    void shouldRefuseWhatIsNoKey(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SealingKey.parse(text))
                .withMessageContaining("not a public HPKE keyset")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpeningKey.parse(text))
                .withMessageContaining("not a private HPKE keyset")
                .withNoCause();
    }

    @Test
    void shouldNeverTakeAPrivateKeyForAPublicOneNorShowIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> SealingKey.parse(key.reveal()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpeningKey.parse(key.sealingKey().toJson()));
        assertThat(key).hasToString("OpeningKey[of " + key.sealingKey().id() + "]");
        assertThat(key.sealingKey())
                .hasToString("SealingKey[" + key.sealingKey().id() + "]");
    }
}
