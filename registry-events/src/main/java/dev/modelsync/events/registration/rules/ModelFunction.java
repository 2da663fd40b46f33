package dev.modelsync.events.registration.rules;

/** What a model can be used for in a pipeline. */
public enum ModelFunction {
    TEXT_EMBEDDING,
    TEXT_COMPLETION,
    OCR,
    RERANKING,
    IMAGE_EMBEDDING
}
