package dev.modelsync.cli.service;

import dev.modelsync.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "edit",
        description = {
            "Edits a service; what is not named stays as it is.",
            "--model replaces all models, --add-model and --remove-model change the list as it is."
        },
        footer = {
            "",
            "Example: modelsync service edit openai-prod -p demo --label team=search --reason 'ticket 42' --wait"
        })
final class EditCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Of the service")
    private String name = "";

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Option(
            names = "--add-model",
            paramLabel = ModelArgument.FORM,
            converter = ModelArgument.Converter.class,
            description = "Another model, once for each")
    private List<ModelArgument> added = new ArrayList<>();

    @Option(names = "--remove-model", paramLabel = "NAME", description = "A model less, by its name on the clusters")
    private List<String> removed = new ArrayList<>();

    @Option(names = "--remove-label", paramLabel = "KEY", description = "A label less, once for each")
    private List<String> removedLabels = new ArrayList<>();

    @Option(names = "--remove-credentials", description = "Takes the credentials away, where the provider needs none")
    private boolean withoutCredentials;

    @Option(
            names = "--revision",
            paramLabel = "N",
            description = "Only if this is still its revision; else the present one")
    private @Nullable Long revision;

    @Option(names = "--probe", description = "Only if the endpoint proves to be ready now, which spends no tokens")
    private boolean probe;

    @Option(names = "--force", description = "Goes ahead although models that go are in use, which is recorded")
    private boolean force;

    @Mixin
    private WriteOptions write = new WriteOptions();

    private final Session session;

    EditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectNode given = settings.read(session.secrets());
        return new GuardedWrite(session, write)
                .send(
                        name,
                        revision,
                        present -> new Services(session)
                                .edit(name)
                                .mergePatch(patch(given, present))
                                .query("probe", probe ? "required" : null)
                                .query("force", force ? true : null));
    }

    private ObjectNode patch(ObjectNode given, JsonNode present) {
        if (!added.isEmpty() || !removed.isEmpty()) {
            given.set(
                    "models",
                    new ModelList(given.has("models") ? given.get("models") : present.path("models"))
                            .without(removed)
                            .with(added));
        }
        if (!removedLabels.isEmpty()) {
            ObjectNode labels = given.withObjectProperty("labels");
            removedLabels.forEach(labels::putNull);
        }
        if (withoutCredentials) {
            given.putNull("credentials");
        }
        return given;
    }
}
