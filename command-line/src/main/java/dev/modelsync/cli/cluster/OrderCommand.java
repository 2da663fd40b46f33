package dev.modelsync.cli.cluster;

import dev.modelsync.cli.session.Session;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command to a worker that needs nothing but the cluster. */
@Command
final class OrderCommand implements Callable<Integer> {
    /** Name, type, words and example of such a command. */
    enum Order {
        PAUSE(
                "Stops a cluster's worker from applying anything, until it is resumed; changes wait.",
                "--reason 'upgrade of the database'"),
        RESUME("Ends a pause that a command made. One that a DBA made in SQL stays.", "--wait 60"),
        REBUILD(
                "Has a cluster's worker read the topic from its beginning, and put right whatever differs.",
                "--reason 'restored from a backup'");

        private final String description;
        private final String example;

        Order(String description, String example) {
            this.description = description;
            this.example = example;
        }

        CommandLine command(Session session) {
            CommandLine command = new CommandLine(new OrderCommand(session, this));
            String name = name().toLowerCase(Locale.ROOT);
            command.setCommandName(name);
            command.getCommandSpec()
                    .usageMessage()
                    .description(description)
                    .footer("", "Example: modelsync cluster " + name + " primary " + example);
            return command;
        }
    }

    @Parameters(paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    @Mixin
    private WorkerCommand worker = new WorkerCommand();

    private final Session session;
    private final Order order;

    private OrderCommand(Session session, Order order) {
        this.session = session;
        this.order = order;
    }

    @Override
    public Integer call() throws InterruptedException {
        return worker.give(session, cluster, WorkerCommand.of(order.name()));
    }
}
