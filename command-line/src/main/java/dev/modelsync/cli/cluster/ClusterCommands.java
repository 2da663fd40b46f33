package dev.modelsync.cli.cluster;

import dev.modelsync.cli.cluster.OrderCommand.Order;
import dev.modelsync.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code modelsync cluster}. */
@Command(name = "cluster", description = "Enrols clusters, shows how they are, and commands their workers.")
public final class ClusterCommands {
    private ClusterCommands() {}

    public static CommandLine of(Session session) {
        CommandLine cluster = new CommandLine(new ClusterCommands())
                .addSubcommand(new EnrolCommand(session))
                .addSubcommand(new DeliveryCommand(session))
                .addSubcommand(new ListCommand(session))
                .addSubcommand(new StatusCommand(session))
                .addSubcommand(new DiffCommand(session))
                .addSubcommand(new ApproveCommand(session));
        for (Order order : Order.values()) {
            cluster.addSubcommand(order.command(session));
        }
        return cluster;
    }
}
