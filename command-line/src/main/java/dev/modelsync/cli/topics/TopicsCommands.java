package dev.modelsync.cli.topics;

import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.topics.TopicsCommand.Act;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code modelsync topics}. */
@Command(name = "topics", description = "Creates the topics that are missing, and verifies those that are there.")
public final class TopicsCommands {
    private TopicsCommands() {}

    public static CommandLine of(Session session) {
        return new CommandLine(new TopicsCommands())
                .addSubcommand(Act.CREATE.command(session))
                .addSubcommand(Act.VERIFY.command(session));
    }
}
