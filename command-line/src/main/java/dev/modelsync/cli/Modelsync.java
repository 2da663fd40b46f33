package dev.modelsync.cli;

import dev.modelsync.cli.activity.ActivityCommands;
import dev.modelsync.cli.cluster.ClusterCommands;
import dev.modelsync.cli.doctor.DoctorCommand;
import dev.modelsync.cli.park.ParkCommands;
import dev.modelsync.cli.replay.ReplayCommands;
import dev.modelsync.cli.secret.ArgumentGuard;
import dev.modelsync.cli.service.ServiceCommands;
import dev.modelsync.cli.service.WhyCommand;
import dev.modelsync.cli.session.CommonOptions;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.Surroundings;
import dev.modelsync.cli.topics.TopicsCommands;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code modelsync}: Hybrid Manager's API for those who work in a shell. */
@Command(
        name = "modelsync",
        description = "Registers models in Hybrid Manager, and shows and steers how they get to every cluster.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 done; 1 error; 2 difference found; 3 needs approval; 4 timed out; 64 wrong command line.",
            "`modelsync COMMAND --help` tells more of each. `modelsync quickstart` runs the whole system on this machine."
        })
public final class Modelsync {
    /** A stream does not say why. */
    private static final String UNWRITTEN =
            "Not all of the result was written: standard output is closed, or its disk is full";

    @Mixin
    private CommonOptions options;

    @CommandLine.Option(names = "--version", versionHelp = true, description = "Shows the version")
    private boolean version;

    private Modelsync(CommonOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    /** Runs one command and returns its exit code. */
    public static int run(Surroundings surroundings, String... arguments) {
        Session session = new Session(surroundings);
        Failures failures = new Failures(session);
        Optional<String> secret = ArgumentGuard.complaint(List.of(arguments));
        if (secret.isPresent()) {
            return failures.tell(ExitCode.USAGE, List.of(secret.get()));
        }
        CommandLine command = commandLine(session);
        if (arguments.length == 0) {
            command.usage(session.notes());
            return ExitCode.USAGE;
        }
        int exitCode = command.setOut(new PrintWriter(session.out(), true))
                .setErr(new PrintWriter(session.notes(), true))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .execute(arguments);
        return session.out().checkError() ? failures.tell(ExitCode.ERROR, List.of(UNWRITTEN)) : exitCode;
    }

    /** Every command, to be run in the session. */
    static CommandLine commandLine(Session session) {
        CommandLine command = new CommandLine(new Modelsync(session.options()))
                .addSubcommand(ServiceCommands.of(session))
                .addSubcommand(ClusterCommands.of(session))
                .addSubcommand(ReplayCommands.of(session))
                .addSubcommand(ParkCommands.of(session))
                .addSubcommand(ActivityCommands.of(session))
                .addSubcommand(TopicsCommands.of(session))
                .addSubcommand(new WhyCommand(session))
                .addSubcommand(new DoctorCommand(session))
                .addSubcommand(new CompletionCommand(session.out()));
        return Usage.applyTo(command.setCaseInsensitiveEnumValuesAllowed(true));
    }
}
