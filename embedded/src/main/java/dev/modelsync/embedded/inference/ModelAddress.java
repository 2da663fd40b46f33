package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a provider makes of the {@code url} in a model's config. */
enum ModelAddress {
    /** The whole address. */
    WHOLE {
        @Override
        String text(String url, CallableModel model) {
            return url;
        }
    },
    /**
     * The base of Bedrock's runtime, to which the model's id is appended.
     *
     * <p>ASSUMPTION: section 4. The base is with or without {@code /model}, which is there once in either case.
     */
    BEDROCK {
        @Override
        String text(String url, CallableModel model) {
            String base = withoutSlash(url);
            String models = base.endsWith("/model") ? base : base + "/model";
            return models + "/" + segment(model.modelId()) + "/invoke";
        }
    },
    /** ASSUMPTION: section 4. The base of Gemini's API with its version; the model and what is wanted are appended. */
    GEMINI {
        @Override
        String text(String url, CallableModel model) {
            return withoutSlash(url) + "/models/" + segment(model.modelId()) + ":generateContent";
        }
    };

    abstract String text(String url, CallableModel model);

    /** @throws StepFailedException when what is in the config does not make an address */
    URI of(CallableModel model) {
        String text = text(model.url(), model);
        try {
            URI address = URI.create(text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException unreadable) {
            // Told below, like an address of another kind.
        }
        throw new StepFailedException(
                Reason.UNUSABLE_CONFIG, "Model \"%s\": \"%s\" is no address to call".formatted(model.name(), text));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** As one segment of a path; a colon may stand there, and Bedrock's ids are full of them. */
    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
    }
}
