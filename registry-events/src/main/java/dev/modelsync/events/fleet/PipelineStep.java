package dev.modelsync.events.fleet;

import dev.modelsync.events.registration.rules.ModelFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A step of a pipeline that needs a model, by its name in the designer. */
public enum PipelineStep {
    /** Of texts or of images. */
    KNOWLEDGE_BASE("KnowledgeBase", ModelFunction.TEXT_EMBEDDING, ModelFunction.IMAGE_EMBEDDING),
    SUMMARIZE_TEXT("SummarizeText", ModelFunction.TEXT_COMPLETION),
    PERFORM_OCR("PerformOCR", ModelFunction.OCR);

    private final String stepName;
    private final List<String> functions;

    PipelineStep(String stepName, ModelFunction... functions) {
        this.stepName = stepName;
        this.functions = Arrays.stream(functions).map(Enum::name).toList();
    }

    /** In any case, because SQL spells some of them differently. */
    public static Optional<PipelineStep> named(String name) {
        return Arrays.stream(values())
                .filter(step -> step.stepName.equalsIgnoreCase(name))
                .findFirst();
    }

    static String allowed() {
        return Arrays.stream(values()).map(step -> step.stepName).collect(Collectors.joining(", "));
    }

    /** One of them is enough. */
    List<String> functions() {
        return functions;
    }

    public String stepName() {
        return stepName;
    }
}
