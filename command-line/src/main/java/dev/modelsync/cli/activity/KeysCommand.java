package dev.modelsync.cli.activity;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
        name = "keys",
        description = {
            "Shows the public keys that checkpoints are or were signed with, in PEM.",
            "To be fetched once and kept: keys of the server that is to be proved prove nothing of it."
        },
        footer = {"", "Example: modelsync activity keys > signing-keys.pem"})
final class KeysCommand implements Callable<Integer> {
    private final Session session;

    KeysCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode keys =
                session.api().send(Call.get("activity", "signing-keys")).body().path("items");
        if (keys.isEmpty()) {
            throw new FailedException(
                    ExitCode.ERROR,
                    "Hybrid Manager signs nothing: neither modelsync.activity.signing-key-file nor .signing-key is set");
        }
        return session.show(keys, KeysCommand::pem);
    }

    private static String pem(JsonNode keys) {
        return keys.valueStream()
                .map(key -> key.path("publicKey").asString("").strip() + '\n')
                .collect(Collectors.joining());
    }
}
