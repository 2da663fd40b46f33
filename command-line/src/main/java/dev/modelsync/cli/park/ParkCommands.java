package dev.modelsync.cli.park;

import dev.modelsync.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code modelsync park}. */
@Command(
        name = "park",
        description = "Shows changes that a cluster could not follow, has them tried again, or gives them up.")
public final class ParkCommands {
    private ParkCommands() {}

    public static CommandLine of(Session session) {
        return new CommandLine(new ParkCommands())
                .addSubcommand(new ListCommand(session))
                .addSubcommand(new ShowCommand(session))
                .addSubcommand(new RetryCommand(session))
                .addSubcommand(new DiscardCommand(session));
    }
}
