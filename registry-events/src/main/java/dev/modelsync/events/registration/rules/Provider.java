package dev.modelsync.events.registration.rules;

/** The kinds of external inference service that can be registered. */
public enum Provider {
    OPENAI("OpenAI"),
    OPENAI_COMPATIBLE("OpenAI-compatible"),
    AWS_BEDROCK("AWS Bedrock"),
    NVIDIA_NIM("NVIDIA NIM"),
    ANTHROPIC("Anthropic"),
    GEMINI("Google Gemini"),
    OPENROUTER("OpenRouter");

    private final String label;

    Provider(String label) {
        this.label = label;
    }

    /** Its name for a person. */
    public String label() {
        return label;
    }
}
