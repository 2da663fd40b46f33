package dev.modelsync.events.registration.rules;

/** How a provider wants to be spoken to. */
public enum ApiProtocol {
    OPENAI_V1("OpenAI API, v1"),
    ANTHROPIC_V1("Anthropic API, v1"),
    GEMINI_V1_BETA("Gemini API, v1beta");

    private final String label;

    ApiProtocol(String label) {
        this.label = label;
    }

    /** Its name for a person. */
    public String label() {
        return label;
    }
}
