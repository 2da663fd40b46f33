package dev.modelsync.sync.picker;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A step of a pipeline that needs a model, by its name in Hybrid Manager's designer. */
enum PipelineStep {
    /** Of texts or of images. */
    KNOWLEDGE_BASE("KnowledgeBase", EnumSet.of(ModelFunction.TEXT_EMBEDDING, ModelFunction.IMAGE_EMBEDDING)),
    SUMMARIZE_TEXT("SummarizeText", EnumSet.of(ModelFunction.TEXT_COMPLETION)),
    PERFORM_OCR("PerformOCR", EnumSet.of(ModelFunction.OCR));

    private final String stepName;
    private final Set<ModelFunction> served;

    PipelineStep(String stepName, Set<ModelFunction> served) {
        this.stepName = stepName;
        this.served = served;
    }

    /** In any case, because SQL spells some of them differently. */
    static Optional<PipelineStep> named(String name) {
        return Arrays.stream(values())
                .filter(step -> step.stepName.equalsIgnoreCase(name))
                .findFirst();
    }

    static String allowed() {
        return Arrays.stream(values()).map(step -> step.stepName).collect(Collectors.joining(", "));
    }

    boolean canUse(PickableModel model) {
        return model.functions().stream().anyMatch(served::contains);
    }

    String stepName() {
        return stepName;
    }
}
