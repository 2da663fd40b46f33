package dev.modelsync.events.web;

import dev.modelsync.events.registration.view.CredentialSwitch;
import dev.modelsync.events.registration.view.CredentialSwitch.Behind;
import dev.modelsync.events.registration.view.CredentialSwitch.Reason;
import dev.modelsync.events.web.Words.Change;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {
    private final Words words = new Words();

    @Test
    void shouldSayTimesInUtc() {
        assertThat(words.time(Instant.parse("2026-11-24T20:15:03.9Z"))).isEqualTo("2026-11-24 20:15:03 UTC");
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "59949, 59.9 s",
        "60000, 1 min",
        "3599999, 59 min",
        "7200000, 2 h"
    })
    void shouldSayDelaysAsAPersonWould(long millis, String said) {
        assertThat(words.delay(millis)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "endpointUrl, Endpoint",
        "models.0.upstreamModel, 'Model 1, name at the provider'",
        "models.11, Model 12",
        "credentials.apiKey, Credentials",
        "somethingNew, somethingNew"
    })
    void shouldNameFieldsAsTheirLabelsDo(String id, String said) {
        assertThat(words.formField(id)).isEqualTo(said);
    }

    @Test
    void shouldShowWhatItDoesNotKnowAsItCame() {
        assertThat(words.provider("OF_TOMORROW")).isEqualTo("OF_TOMORROW");
        assertThat(words.function("TEXT_EMBEDDING")).isEqualTo("Text embedding");
        assertThat(words.meaning("OF_TOMORROW")).isNull();
        assertThat(words.remedy("NAME_TAKEN")).startsWith("Rename the model");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, 3, served by 3 of 3 proxies",
        "2, 2, 3, 'rotated, 2 of 3 proxies switched'",
        "2, 0, 1, 'rotated, 0 of 1 proxy switched'",
        "2, 0, 0, no proxy has reported"
    })
    void shouldSayHowFarTheProxiesAre(int version, int switched, int total, String said) {
        assertThat(words.switched(version, new CredentialSwitch(switched, total, null, List.of())))
                .isEqualTo(said);
    }

    @Test
    void shouldSayWhyAProxyIsBehind() {
        assertThat(words.behind(new Behind("p", null, Reason.BEHIND))).isEqualTo("has not read the change yet");
        assertThat(words.behind(new Behind("p", 1, Reason.NOT_IN_STORE)))
                .isEqualTo("does not find the credentials in the secret store, and still serves version 1");
        assertThat(words.behind(new Behind("p", null, Reason.STORE_UNAVAILABLE)))
                .isEqualTo("does not reach the secret store, and serves nothing");
    }

    @Test
    void shouldTellWhatAChangeReplaced() {
        JsonNode before = JsonMapper.shared().readTree("{\"endpointUrl\": \"a\", \"labels\": {\"team\": \"x\"}}");
        JsonNode after = JsonMapper.shared().readTree("""
                {"endpointUrl": "b", "models": {"m": {"upstreamModel": "u", "function": "OCR"}}}
                """);

        assertThat(words.changes(before, after))
                .containsExactly(
                        new Change("endpointUrl", "a", "b"),
                        new Change("labels", "team=x", null),
                        new Change("models", null, "m (u, OCR)"));
    }
}
