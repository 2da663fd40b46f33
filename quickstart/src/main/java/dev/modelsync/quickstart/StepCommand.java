package dev.modelsync.quickstart;

import dev.modelsync.embedded.EmbeddedPostgres;
import dev.modelsync.embedded.inference.AidbCaller;
import dev.modelsync.embedded.inference.StepResult;
import dev.modelsync.embedded.inference.StepResult.Done;
import dev.modelsync.embedded.inference.StepResult.Failed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** {@code ./modelsync step}: what AIDB would do in one step of a pipeline, on a cluster of the running quickstart. */
@Command(
        name = "modelsync step",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs one step of a pipeline on a cluster of the running quickstart, as AIDB would:",
            "with what its registry holds of the model, its address and its credential.",
            ""
        },
        exitCodeListHeading = "%nExit status%n",
        exitCodeList = {"0: the step's answer is printed", "1: the step failed, and why is told", "2: a wrong option"})
public final class StepCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "STEP",
            converter = StepName.class,
            description = "KnowledgeBase, SummarizeText or PerformOCR")
    private PipelineStep step = PipelineStep.KNOWLEDGE_BASE;

    @Parameters(index = "1", paramLabel = "MODEL", description = "A model of the registry, by its name")
    private String model = "";

    @Parameters(
            index = "2",
            paramLabel = "INPUT",
            description = "The text; for PerformOCR a file with an image, PNG or JPEG")
    private String input = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "15433",
            description = "The cluster's AIDB Postgres (15433, which is 'primary')")
    private int port;

    private final PrintStream out;

    StepCommand(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StepCommand(System.out)).execute(arguments));
    }

    @Override
    public Integer call() {
        AidbCaller aidb = new AidbCaller(EmbeddedPostgres.dataSource(port, Cluster.DATABASE));
        try {
            StepResult<?> result = step.run(aidb, model, read());
            out.println(told(result));
            return result instanceof Done<?> ? 0 : 1;
        } catch (IOException e) {
            out.println("File " + input + " cannot be read");
        } catch (IllegalStateException e) {
            out.println("The cluster on port " + port + " cannot be asked: is the quickstart running there?");
        }
        return 1;
    }

    private byte[] read() throws IOException {
        return step == PipelineStep.PERFORM_OCR ? Files.readAllBytes(Path.of(input)) : input.getBytes(UTF_8);
    }

    private String told(StepResult<?> result) {
        return result instanceof Failed<?> failed
                ? step + " fails: " + failed.message()
                : String.valueOf(((Done<?>) result).answer());
    }

    /** Steps by the names that Hybrid Manager uses, in any case. */
    private static final class StepName implements ITypeConverter<PipelineStep> {
        @Override
        public PipelineStep convert(String name) {
            return Arrays.stream(PipelineStep.values())
                    .filter(step -> step.toString().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'%s' is no step that needs a model, those are %s"
                            .formatted(name, List.of(PipelineStep.values()))));
        }
    }
}
