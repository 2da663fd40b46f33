package dev.modelsync.events.command;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Notes commands and sends them. A command is noted before it is sent, so that its answer always finds it. */
public final class Commander {
    private final GivenCommands commands;
    private final CommandSender sender;
    private final Clock clock;

    Commander(GivenCommands commands, CommandSender sender, Clock clock) {
        this.commands = commands;
        this.sender = sender;
        this.clock = clock;
    }

    /** Whether the cluster is enrolled or has reported. */
    public boolean isCluster(String id) {
        return commands.isCluster(id);
    }

    /** Within the caller's transaction, if there is one. */
    public GivenCommand note(String cluster, Order order, String actor) {
        GivenCommand given = new GivenCommand(
                cluster,
                UUID.randomUUID().toString(),
                order,
                actor,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        commands.add(given);
        return given;
    }

    /** @return whether the brokers hold it; if not, it may still arrive, until it expires */
    public boolean send(GivenCommand given) {
        return sender.send(given);
    }
}
