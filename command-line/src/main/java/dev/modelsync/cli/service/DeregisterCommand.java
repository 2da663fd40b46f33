package dev.modelsync.cli.service;

import dev.modelsync.cli.session.Reason;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "deregister",
        description = {
            "Deregisters a service: its models go from every registry.",
            "While something on a cluster uses them nothing is done, what would break is listed, and the exit code is 3."
        },
        footer = {"", "Example: modelsync service deregister openai-prod -p demo --dry-run"})
final class DeregisterCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Of the service")
    private String name = "";

    @Option(
            names = "--revision",
            paramLabel = "N",
            description = "Only if this is still its revision; else the present one")
    private @Nullable Long revision;

    @Option(names = "--force", description = "Goes ahead although models are in use, which is recorded")
    private boolean force;

    @Mixin
    private Reason reason = new Reason();

    @Mixin
    private WriteOptions write = new WriteOptions();

    private final Session session;

    DeregisterCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new GuardedWrite(session, write)
                .send(
                        name,
                        revision,
                        present -> new Services(session)
                                .deregister(name)
                                .query("force", force ? true : null)
                                .query("reason", reason.text()));
    }
}
