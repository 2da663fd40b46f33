package dev.modelsync.cli.activity;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "proof",
        description = "Writes the whole log with its hashes and signed checkpoints, for `activity verify`.",
        footer = {"", "Example: modelsync activity proof --to-file proof.ndjson"})
final class ProofCommand implements Callable<Integer> {
    @Mixin
    private Target target = new Target();

    private final Session session;

    ProofCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return target.export(session, Call.get("activity", "proof"));
    }
}
