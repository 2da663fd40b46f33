package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.Misbehaviour;
import dev.modelsync.embedded.inference.StepResult.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModelEndpointTest {
    private static final String PREFIX = "/broken";
    private static final String KEY = "sk-5c1f0e-recognisable";
    private static final JsonNode BODY = JsonMapper.shared().readTree("""
            { "model": "m", "messages": [ { "role": "user", "content": "hello" } ] }""");
    private static final Exchange<String> CHAT =
            new Exchange<>(ModelAddress.WHOLE, ProviderHeaders.BEARER, Requests::chat, Answers::chat);

    private final FakeProvider provider = FakeProvider.start(0);
    private final URI address = URI.create(provider.baseUrl() + PREFIX + "/v1/chat/completions");
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void shouldTryAgainWhenTheProviderHasTimeAgain() {
        provider.misbehave(PREFIX, Misbehaviour.tooManyRequests(2));
        ModelEndpoint endpoint = endpoint(pause -> {
            pauses.add(pause);
            provider.behave(PREFIX);
        });
        assertThat(ask(endpoint)).isEqualTo("You said: hello");
        assertThat(pauses).containsExactly(Duration.ofSeconds(2));
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void shouldGiveUpWhenTheProviderNeverHasTime() {
        provider.misbehave(PREFIX, Misbehaviour.answer(429, "slow down"));
        assertFailure(Reason.HTTP_STATUS, ": status 429: slow down");
        assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(provider.requests()).hasSize(4);
    }

    @Test
    void shouldNotWaitForHoursBecauseItWasAskedTo() {
        provider.misbehave(PREFIX, Misbehaviour.tooManyRequests(3600));
        assertFailure(Reason.HTTP_STATUS, ": status 429");
        assertThat(pauses).hasSize(3).containsOnly(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410, 500, 503})
    void shouldTellStatusAndWordsOfARefusalAndNotTheCredential(int status) {
        provider.misbehave(PREFIX, Misbehaviour.answer(status, "key " + KEY + " is not welcome"));
        assertFailure(Reason.HTTP_STATUS, ": status " + status + ": key *** is not welcome");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void shouldQuoteNoMoreThanABeginningAndCutNoCredentialInHalf() {
        provider.misbehave(PREFIX, Misbehaviour.answer(500, "x".repeat(490) + KEY + "y".repeat(1000)));
        assertFailure(Reason.HTTP_STATUS, "x***yyyyyyy");
    }

    @Test
    void shouldNotFollowARedirect() {
        provider.misbehave(PREFIX, Misbehaviour.redirect(URI.create(provider.baseUrl() + "/v1/chat/completions")));
        assertFailure(Reason.HTTP_STATUS, ": status 302");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void shouldTellThatTheConnectionBrokeOff() {
        provider.misbehave(PREFIX, Misbehaviour.breakOff());
        assertFailure(Reason.UNREACHABLE, ": the connection failed (");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void shouldTellThatNobodyIsThere() {
        provider.close();
        assertFailure(Reason.UNREACHABLE, ": the connection failed (ConnectException)");
    }

    @Test
    void shouldTellThatThereIsNoAnswer() {
        Misbehaviour.Hang hang = Misbehaviour.hang();
        provider.misbehave(PREFIX, hang);
        ModelEndpoint endpoint = new ModelEndpoint(Duration.ofMillis(300), pauses::add);
        assertFailure(endpoint, Reason.TIMED_OUT, ": no answer within 300 ms");
        hang.release();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>welcome</html>", "", "{}", "{\"choices\": []}", "{\"choices\": [{\"message\": null}]}"})
    void shouldTellThatTheAnswerIsNotTheProviders(String answer) {
        provider.misbehave(PREFIX, Misbehaviour.answer(200, answer));
        assertFailure(Reason.UNUSABLE_ANSWER, ": the answer ");
    }

    private void assertFailure(Reason reason, String end) {
        assertFailure(endpoint(pauses::add), reason, end);
    }

    private void assertFailure(ModelEndpoint endpoint, Reason reason, String words) {
        assertThatExceptionOfType(StepFailedException.class)
                .isThrownBy(() -> ask(endpoint))
                .satisfies(failure -> assertThat(failure.<String>result())
                        .isInstanceOfSatisfying(StepResult.Failed.class, failed -> {
                            assertThat(failed.reason()).isEqualTo(reason);
                            assertThat(failed.message())
                                    .startsWith(address.toString())
                                    .contains(words)
                                    .hasSizeLessThan(600)
                                    .doesNotContain(KEY)
                                    .doesNotContain(KEY.substring(0, 8));
                        }));
    }

    private static ModelEndpoint endpoint(ModelEndpoint.Pause pause) {
        return new ModelEndpoint(Duration.ofSeconds(30), pause);
    }

    private String ask(ModelEndpoint endpoint) {
        return endpoint.ask(new Call(address, Credential.of(Map.of("api_key", KEY)), Trust.ORDINARY), CHAT, BODY);
    }
}
