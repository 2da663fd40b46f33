package dev.modelsync.benchmark.proxy;

import dev.modelsync.benchmark.process.Tool;
import dev.modelsync.benchmark.report.Report;
import dev.modelsync.benchmark.report.ReportFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./modelsync benchmark proxy}. */
@Command(
        name = "proxy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the inference proxy beside nginx and beside the direct call, in one run on this machine,",
            "and says of each goal whether it is met. Needs wrk and nginx.",
            ""
        },
        exitCodeListHeading = "%nExit status%n",
        exitCodeList = {
            "0: measured, whether goals are met or not",
            "1: something is missing or failed, and is told",
            "2: a wrong option"
        })
public final class ProxyCommand implements Callable<Integer> {
    @Mixin
    private ProxySettings settings = new ProxySettings();

    private final PrintStream out;
    private final Clock clock;

    public ProxyCommand(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> wrong = settings.complaint();
        Optional<String> missing = Tool.complaint();
        if (wrong.or(() -> missing).isPresent()) {
            out.println(wrong.or(() -> missing).orElseThrow());
            return wrong.isPresent() ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        }
        Path folder = Files.createDirectories(settings.out().resolve("proxy-servers"));
        Path run = Files.createTempDirectory(folder.toRealPath(), "run-");
        out.println("Measuring. What the servers say is in " + run);
        Report report = new ProxyBenchmark(settings, run, clock, out::println).run();
        out.println();
        out.println(new ReportFiles(settings.out()).write("proxy", report));
        return CommandLine.ExitCode.OK;
    }
}
