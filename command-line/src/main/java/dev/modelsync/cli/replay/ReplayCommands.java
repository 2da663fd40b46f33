package dev.modelsync.cli.replay;

import dev.modelsync.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code modelsync replay}. */
@Command(
        name = "replay",
        description = "Brings services to their newest change again after an outage: a plan first, then just that.")
public final class ReplayCommands {
    private ReplayCommands() {}

    public static CommandLine of(Session session) {
        return new CommandLine(new ReplayCommands())
                .addSubcommand(new PlanCommand(session))
                .addSubcommand(new RunCommand(session))
                .addSubcommand(new StatusCommand(session))
                .addSubcommand(new CancelCommand(session))
                .addSubcommand(new ListCommand(session));
    }
}
