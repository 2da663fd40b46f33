package dev.modelsync.quickstart;

import dev.modelsync.embedded.inference.AidbCaller;
import dev.modelsync.embedded.inference.StepResult;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The steps of pipelines that need a model, as Hybrid Manager names them. */
enum PipelineStep {
    KNOWLEDGE_BASE("KnowledgeBase") {
        @Override
        StepResult<?> run(AidbCaller aidb, String model, byte[] input) {
            return aidb.knowledgeBase(model, List.of(new String(input, UTF_8)));
        }
    },
    SUMMARIZE_TEXT("SummarizeText") {
        @Override
        StepResult<?> run(AidbCaller aidb, String model, byte[] input) {
            return aidb.summarizeText(model, new String(input, UTF_8));
        }
    },
    PERFORM_OCR("PerformOCR") {
        @Override
        StepResult<?> run(AidbCaller aidb, String model, byte[] input) {
            return aidb.performOcr(model, input);
        }
    };

    private final String title;

    PipelineStep(String title) {
        this.title = title;
    }

    /** @param input text in UTF-8, or an image */
    abstract StepResult<?> run(AidbCaller aidb, String model, byte[] input);

    @Override
    public String toString() {
        return title;
    }
}
