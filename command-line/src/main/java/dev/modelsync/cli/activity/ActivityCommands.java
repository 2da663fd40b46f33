package dev.modelsync.cli.activity;

import dev.modelsync.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code modelsync activity}. */
@Command(
        name = "activity",
        description = "Shows, follows and exports who did what, and what became of it on each cluster.")
public final class ActivityCommands {
    private ActivityCommands() {}

    public static CommandLine of(Session session) {
        return new CommandLine(new ActivityCommands())
                .addSubcommand(new TailCommand(session))
                .addSubcommand(new QueryCommand(session))
                .addSubcommand(new ExportCommand(session))
                .addSubcommand(new RebuildCommand(session))
                .addSubcommand(new ProofCommand(session))
                .addSubcommand(new KeysCommand(session))
                .addSubcommand(new VerifyCommand(session));
    }
}
