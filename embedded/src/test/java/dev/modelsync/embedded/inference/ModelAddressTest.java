package dev.modelsync.embedded.inference;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModelAddressTest {
    @ParameterizedTest
    @CsvSource({
        "WHOLE, http://h/team/v1/embeddings, m, http://h/team/v1/embeddings",
        "BEDROCK, https://bedrock.test, anthropic.claude-v1:0, https://bedrock.test/model/anthropic.claude-v1:0/invoke",
        "BEDROCK, https://bedrock.test/model, anthropic.claude-v1:0, https://bedrock.test/model/anthropic.claude-v1:0/invoke",
        "BEDROCK, https://bedrock.test/, arn:aws:bedrock:eu-1:1:inference-profile/x, "
                + "https://bedrock.test/model/arn:aws:bedrock:eu-1:1:inference-profile%2Fx/invoke",
        "GEMINI, https://gemini.test/v1beta, gemini-2.5-flash, "
                + "https://gemini.test/v1beta/models/gemini-2.5-flash:generateContent",
        "GEMINI, https://gemini.test/v1beta/, 'a b', https://gemini.test/v1beta/models/a%20b:generateContent"
    })
    void shouldMakeTheAddressAsTheProviderDoes(ModelAddress form, String url, String id, String address) {
        assertThat(form.of(model(Map.of("url", url, "model", id)))).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no address", "/v1/embeddings", "ftp://h/v1", "http:///v1", "http://h:port:1/"})
    void shouldRefuseWhatCannotBeCalled(String url) {
        assertThatExceptionOfType(StepFailedException.class)
                .isThrownBy(() -> ModelAddress.WHOLE.of(model(Map.of("url", url))))
                .withMessage("Model \"mine\": \"%s\" is no address to call".formatted(url));
    }

    @Test
    void shouldAskForWhatItCannotDoWithout() {
        assertThatExceptionOfType(StepFailedException.class)
                .isThrownBy(() -> ModelAddress.WHOLE.of(model(Map.of("model", "m"))))
                .withMessage("Model \"mine\" has no \"url\" in its config");
        assertThatExceptionOfType(StepFailedException.class)
                .isThrownBy(() -> ModelAddress.GEMINI.of(model(Map.of("url", "http://h"))))
                .withMessage("Model \"mine\" has no \"model\" in its config");
    }

    private static CallableModel model(Map<String, String> config) {
        return new CallableModel("mine", "any", JsonMapper.shared().valueToTree(config), "");
    }
}
