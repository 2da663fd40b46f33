package dev.modelsync.events.registration.rules;

/** How a provider wants to be spoken to. */
public enum ApiProtocol {
    OPENAI_V1,
    ANTHROPIC_V1,
    GEMINI_V1_BETA
}
