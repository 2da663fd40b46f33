package dev.modelsync.cli.service;

import dev.modelsync.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code modelsync service}. */
@Command(name = "service", description = "Registers, views, edits and deregisters inference services.")
public final class ServiceCommands {
    private ServiceCommands() {}

    public static CommandLine of(Session session) {
        return new CommandLine(new ServiceCommands())
                .addSubcommand(new RegisterCommand(session))
                .addSubcommand(new ListCommand(session))
                .addSubcommand(new GetCommand(session))
                .addSubcommand(new EditCommand(session))
                .addSubcommand(new DeregisterCommand(session))
                .addSubcommand(new WaitCommand(session))
                .addSubcommand(new HistoryCommand(session));
    }
}
