package dev.modelsync.events.probe;

import dev.modelsync.events.probe.Reply.Answered;
import dev.modelsync.events.registration.rules.ApiProtocol;
import dev.modelsync.events.registration.rules.Provider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class AnswersTest {
    private static final Map<String, String> KEY = Map.of("apiKey", "sk-test");

    @ParameterizedTest
    @CsvSource({
        "OPENAI, 401, BAD_KEY",
        "OPENAI, 403, NO_PERMISSION",
        "OPENAI, 402, QUOTA",
        "OPENAI, 429, QUOTA",
        "OPENAI, 404, NOT_FOUND",
        "OPENAI, 405, NOT_FOUND",
        "OPENAI, 302, REDIRECTED",
        "OPENAI, 308, REDIRECTED",
        "OPENAI, 400, UNEXPECTED_ANSWER",
        "OPENAI, 418, UNEXPECTED_ANSWER",
        "OPENAI, 408, PROVIDER_ERROR",
        "OPENAI, 500, PROVIDER_ERROR",
        "OPENAI, 529, PROVIDER_ERROR",
        "ANTHROPIC, 404, NOT_FOUND",
        "GEMINI, 404, NOT_FOUND",
        "GEMINI, 400, UNEXPECTED_ANSWER",
        "OPENROUTER, 401, BAD_KEY",
        "OPENAI_COMPATIBLE, 404, NO_MODEL_LIST",
        "OPENAI_COMPATIBLE, 501, NO_MODEL_LIST",
        "OPENAI_COMPATIBLE, 401, BAD_KEY",
        "NVIDIA_NIM, 404, NO_MODEL_LIST",
        "AWS_BEDROCK, 400, NOT_CHECKABLE",
        "AWS_BEDROCK, 401, BAD_KEY",
        "AWS_BEDROCK, 403, NOT_CHECKABLE",
        "AWS_BEDROCK, 404, NOT_CHECKABLE",
        "AWS_BEDROCK, 429, QUOTA",
        "AWS_BEDROCK, 503, PROVIDER_ERROR"
    })
    void shouldTellTheCauseByTheStatus(Provider provider, int status, ProbeCause cause) {
        ApiProtocol protocol = switch (provider) {
            case ANTHROPIC -> ApiProtocol.ANTHROPIC_V1;
            case GEMINI -> ApiProtocol.GEMINI_V1_BETA;
            default -> ApiProtocol.OPENAI_V1;
        };

        Finding finding =
                Answers.read(Question.of(provider, protocol, KEY), answer(status, "{\"error\": \"sk-test\"}"));

        assertThat(finding.cause()).isEqualTo(cause);
        assertThat(finding.seen()).contains(Integer.toString(status)).doesNotContain("sk-test");
    }

    @ParameterizedTest
    @CsvSource({"200", "401", "403", "404", "302"})
    void shouldNeverCallBedrockReadyWithoutABearerKey(int status) {
        Map<String, String> accessKey = Map.of("accessKeyId", "AKIA", "secretAccessKey", "hush");

        for (ApiProtocol protocol : List.of(ApiProtocol.OPENAI_V1, ApiProtocol.ANTHROPIC_V1)) {
            Question question = Question.of(Provider.AWS_BEDROCK, protocol, accessKey);

            assertThat(Answers.read(question, answer(status, "{\"data\": []}")).cause())
                    .isEqualTo(ProbeCause.NOT_CHECKABLE);
            assertThat(question.headers()).isEmpty();
        }
    }

    @Test
    void shouldKnowGeminisWayToRefuseAKey() {
        Question question = Question.of(Provider.GEMINI, ApiProtocol.GEMINI_V1_BETA, KEY);
        String body = """
                {"error": {"code": 400, "status": "INVALID_ARGUMENT",
                           "details": [{"reason": "API_KEY_INVALID", "domain": "googleapis.com"}]}}""";

        assertThat(Answers.read(question, answer(400, body)).cause()).isEqualTo(ProbeCause.BAD_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>sign in</html>",
                "{}",
                "\"data\"",
                "{\"data\": {}}",
                "{\"data\": [",
                "null",
            })
    void shouldTakeNothingElseForAListOfModels(String body) {
        Question question = Question.of(Provider.OPENAI_COMPATIBLE, ApiProtocol.OPENAI_V1, KEY);

        assertThat(Answers.read(question, answer(200, body)).cause()).isEqualTo(ProbeCause.UNEXPECTED_ANSWER);
    }

    @Test
    void shouldNotReadAListWithoutAnEnd() {
        Question question = Question.of(Provider.OPENAI, ApiProtocol.OPENAI_V1, KEY);

        assertThat(Answers.read(question, new Answered(200, "{\"data\": []".getBytes(UTF_8), false))
                        .cause())
                .isEqualTo(ProbeCause.UNEXPECTED_ANSWER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}|c,d",
                "[{\"id\": \"a\"}]|b,c,d",
                "{\"models\": [{\"name\": \"models/a\"}, {\"name\": \"models/c\"}]}|b,d",
                "{\"data\": []}|a,b,c,d",
                "{\"data\": [{}, 1, {\"id\": 7}]}|a,b,c,d"
            })
    void shouldTellWhichModelsAreNotListed(String body, String unlisted) {
        Question question = Question.of(Provider.OPENAI_COMPATIBLE, ApiProtocol.OPENAI_V1, KEY);
        Finding finding = Answers.read(question, answer(200, body));

        assertThat(finding.cause()).isNull();
        assertThat(finding.unlisted(List.of("a", "b", "models/c", "d", "a")))
                .extracting(name -> name.replace("models/", ""))
                .containsExactly(unlisted.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"data\": [{\"id\": \"a\"}], \"has_more\": true}", "{\"models\": [], \"nextPageToken\": \"x\"}"
            })
    void shouldMissNoModelsOfAListThatGoesOn(String body) {
        Question question = Question.of(Provider.ANTHROPIC, ApiProtocol.ANTHROPIC_V1, KEY);
        Finding finding = Answers.read(question, answer(200, body));

        assertThat(finding.cause()).isNull();
        assertThat(finding.unlisted(List.of("b"))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\": {\"limit_remaining\": 0}}|QUOTA",
                "{\"data\": {\"limit_remaining\": -1.5}}|QUOTA",
                "{\"data\": {\"limit_remaining\": 0.01}}|",
                "{\"data\": {\"limit_remaining\": null}}|",
                "{\"data\": {}}|",
                "{\"key\": {}}|UNEXPECTED_ANSWER"
            })
    void shouldTellFromOpenRoutersKeyWhetherItIsUsedUp(String body, ProbeCause cause) {
        Question question = Question.of(Provider.OPENROUTER, ApiProtocol.OPENAI_V1, KEY);

        assertThat(Answers.read(question, answer(200, body)).cause()).isEqualTo(cause);
    }

    @Test
    void shouldShowNoCredentialInItsText() {
        for (Provider provider : Provider.values()) {
            Question question = Question.of(provider, ApiProtocol.OPENAI_V1, KEY);

            assertThat(question.toString()).doesNotContain("sk-test");
        }
    }

    private static Answered answer(int status, String body) {
        return new Answered(status, body.getBytes(UTF_8), true);
    }
}
