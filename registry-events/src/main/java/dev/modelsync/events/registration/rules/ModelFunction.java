package dev.modelsync.events.registration.rules;

/** What a model can be used for in a pipeline. */
public enum ModelFunction {
    TEXT_EMBEDDING("Text embedding"),
    TEXT_COMPLETION("Text completion"),
    OCR("OCR"),
    RERANKING("Reranking"),
    IMAGE_EMBEDDING("Image embedding");

    private final String label;

    ModelFunction(String label) {
        this.label = label;
    }

    /** Its name for a person. */
    public String label() {
        return label;
    }
}
