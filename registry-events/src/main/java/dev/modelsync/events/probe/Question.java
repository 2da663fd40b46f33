package dev.modelsync.events.probe;

import dev.modelsync.events.registration.rules.ApiProtocol;
import dev.modelsync.events.registration.rules.Provider;
import dev.modelsync.provider.auth.ProviderAuth;
import dev.modelsync.provider.secret.Secret;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GET request that costs no tokens and shows whether a provider works under some credentials.
 *
 * @param path below the endpoint
 * @param expected what proves that it does
 * @param missing what it means that there is no such path
 * @param instead asked when there is no such path, null for nothing
 */
record Question(
        String path,
        Map<String, String> headers,
        Expected expected,
        ProbeCause missing,
        @Nullable Question instead) {
    /** As many as the providers with pages give on one. */
    private static final int PAGE = 1000;

    /** What the answer has to be. */
    enum Expected {
        MODEL_LIST,
        /** As {@link #MODEL_LIST}; but a refusal may be meant for the list alone, and proves nothing. */
        MODEL_LIST_IF_ANY,
        KEY_INFORMATION,
        JSON,
        /** Any answer shows that the endpoint is there, and none shows more. */
        ANYTHING
    }

    Question {
        headers = Map.copyOf(headers);
    }

    /** Without the headers, which hold the credentials. */
    @Override
    public String toString() {
        return "Question[" + path + "]";
    }

    static Question of(Provider provider, ApiProtocol protocol, Map<String, String> credentials) {
        Map<String, String> headers = headers(provider, protocol, credentials);
        return switch (provider) {
            case OPENAI -> models("/v1/models", headers, ProbeCause.NOT_FOUND, null);
            case OPENAI_COMPATIBLE -> models("/v1/models", headers, ProbeCause.NO_MODEL_LIST, null);
            case NVIDIA_NIM -> models("/v1/models", headers, ProbeCause.NO_MODEL_LIST, metadata(headers));
            case ANTHROPIC -> models("/v1/models?limit=" + PAGE, headers, ProbeCause.NOT_FOUND, null);
            case GEMINI -> models("/v1beta/models?pageSize=" + PAGE, headers, ProbeCause.NOT_FOUND, null);
            // Its list of models is for everybody, and would prove nothing of the key.
            case OPENROUTER -> new Question("/v1/key", headers, Expected.KEY_INFORMATION, ProbeCause.NOT_FOUND, null);
            case AWS_BEDROCK -> bedrock(protocol, headers);
        };
    }

    /** The credentials as the proxy sends them, too; none where requests would have to be signed. */
    private static Map<String, String> headers(
            Provider provider, ApiProtocol protocol, Map<String, String> credentials) {
        Secret secret = credentials.isEmpty() ? null : new Secret(credentials);
        Map<String, String> headers = new HashMap<>();
        ProviderAuth.of(provider.name(), protocol.name(), secret).ifPresent(auth -> {
            if (auth instanceof ProviderAuth.Headers shown) {
                headers.putAll(shown.defaults());
                headers.putAll(shown.values());
            }
        });
        return headers;
    }

    /**
     * Of Bedrock's hosts only bedrock-mantle lists models, in OpenAI's way, and a key may be allowed to
     * call models without listing them. The native list is on another host, which is not told the
     * credentials. Access keys would have to sign requests, to the same end: they are not sent at all.
     */
    private static Question bedrock(ApiProtocol protocol, Map<String, String> headers) {
        if (protocol == ApiProtocol.OPENAI_V1 && !headers.isEmpty()) {
            return new Question(
                    "/openai/v1/models", headers, Expected.MODEL_LIST_IF_ANY, ProbeCause.NOT_CHECKABLE, null);
        }
        return new Question("/", Map.of(), Expected.ANYTHING, ProbeCause.NOT_CHECKABLE, null);
    }

    /** What each NIM has, also those without a list of models. */
    private static Question metadata(Map<String, String> headers) {
        return new Question("/v1/metadata", headers, Expected.JSON, ProbeCause.NO_MODEL_LIST, null);
    }

    private static Question models(
            String path, Map<String, String> headers, ProbeCause missing, @Nullable Question instead) {
        return new Question(path, headers, Expected.MODEL_LIST, missing, instead);
    }
}
