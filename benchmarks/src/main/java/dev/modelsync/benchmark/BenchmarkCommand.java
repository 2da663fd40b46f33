package dev.modelsync.benchmark;

import dev.modelsync.benchmark.proxy.ProxyCommand;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./modelsync benchmark}: one subcommand for each part of modelsync that has figures. */
@Command(
        name = "modelsync benchmark",
        mixinStandardHelpOptions = true,
        description = "Measures modelsync beside well-known servers.")
public final class BenchmarkCommand {
    private BenchmarkCommand() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkCommand())
                .addSubcommand(new ProxyCommand(System.out, Clock.systemUTC()))
                .execute(arguments));
    }
}
