package dev.modelsync.cli.service;

import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "register",
        description = "Registers a service: its models appear on every cluster of the project.",
        footer = {
            "",
            "Example: modelsync service register openai-prod -p demo --provider OPENAI --endpoint https://api.openai.com"
                    + " --model TEXT_EMBEDDING=text-embedding-3-small --api-key-file key.txt --wait"
        })
final class RegisterCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Of the service, in DNS style, for ever")
    private String name = "";

    @Option(
            names = "--provider",
            paramLabel = "PROVIDER",
            description = "OPENAI, OPENAI_COMPATIBLE, AWS_BEDROCK, NVIDIA_NIM, ANTHROPIC, GEMINI or OPENROUTER")
    private @Nullable String provider;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Option(names = "--probe", description = "Only if the endpoint proves to be ready now, which spends no tokens")
    private boolean probe;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same key and settings again register nothing twice")
    private @Nullable String idempotencyKey;

    @Mixin
    private WriteOptions write = new WriteOptions();

    private final Session session;

    RegisterCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        write.check();
        ObjectNode registration = settings.read(session.secrets());
        registration.put("name", name);
        if (provider != null) {
            registration.put("provider", provider);
        }
        return new Writing(session, write)
                .send(
                        new Services(session)
                                .register()
                                .json(registration)
                                .query("probe", probe ? "required" : null)
                                .header("Idempotency-Key", idempotencyKey),
                        "Registered " + name);
    }
}
