package dev.modelsync.events.registration.rules;

/** The kinds of external inference service that can be registered. */
public enum Provider {
    OPENAI,
    OPENAI_COMPATIBLE,
    AWS_BEDROCK,
    NVIDIA_NIM,
    ANTHROPIC,
    GEMINI,
    OPENROUTER
}
