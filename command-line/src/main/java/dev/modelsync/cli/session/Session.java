package dev.modelsync.cli.session;

import dev.modelsync.cli.client.HmApi;
import dev.modelsync.cli.client.Server;
import dev.modelsync.cli.output.Printer;
import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.secret.SecretReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a command works with: made before the command line is read, used after. */
public final class Session {
    private static final String DEFAULT_URL = "http://127.0.0.1:8080";

    private final Surroundings surroundings;
    private final CommonOptions options = new CommonOptions();
    private final SecretReader secrets;
    private @Nullable HmApi api;
    private @Nullable Progress shown;

    public Session(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.secrets = new SecretReader(
                surroundings.environment(), surroundings.streams().in());
    }

    /** To be filled from the command line. */
    public CommonOptions options() {
        return options;
    }

    /** @throws FailedException for an address, a token or certificates that cannot be used */
    public HmApi api() {
        if (api == null) {
            try {
                api = new HmApi(new Server(url(), token().orElse(null), certificates(), actor()), this::progressOfCall);
            } catch (IllegalArgumentException e) {
                throw FailedException.usage(String.valueOf(e.getMessage()));
            }
        }
        return api;
    }

    public Printer printer() {
        return new Printer(options.output, surroundings.streams().out());
    }

    /** Prints a result; the code of a command that has done just that. */
    public int show(JsonNode result, Function<JsonNode, String> forPeople) {
        printer().print(result, () -> forPeople.apply(result));
        return ExitCode.DONE;
    }

    /** As {@link #show(JsonNode, Function)}, of a list. */
    public int show(List<JsonNode> results, Function<List<JsonNode>, String> forPeople) {
        printer().print(results, () -> forPeople.apply(results));
        return ExitCode.DONE;
    }

    /** For words beside the result. */
    public PrintStream notes() {
        return surroundings.streams().err();
    }

    /** For a result that is printed as it is. */
    public PrintStream out() {
        return surroundings.streams().out();
    }

    public SecretReader secrets() {
        return secrets;
    }

    public Clock clock() {
        return surroundings.clock();
    }

    /** To be started, and closed. What Hybrid Manager is asked until then shows nothing of its own. */
    public Progress progress() {
        Progress started = new Progress(
                surroundings.streams().err(), surroundings.streams().terminal());
        shown = started;
        return started;
    }

    /** For one call, where the command shows nothing itself. */
    private Progress progressOfCall() {
        boolean isShown = shown != null && !shown.isClosed();
        Progress progress = new Progress(
                surroundings.streams().err(), surroundings.streams().terminal() && !isShown);
        progress.start("Waiting for Hybrid Manager");
        return progress;
    }

    public String project() {
        return projectIfGiven()
                .orElseThrow(() -> FailedException.usage("Which project? Give --project or set MODELSYNC_PROJECT"));
    }

    public Optional<String> projectIfGiven() {
        return given(options.project, "MODELSYNC_PROJECT");
    }

    private URI url() {
        String url = given(options.url, "MODELSYNC_URL").orElse(DEFAULT_URL);
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            // Without the address, which may hold a password.
            throw FailedException.usage(
                    "The address of Hybrid Manager is no URL; allowed: http://HOST:PORT or https://HOST:PORT");
        }
    }

    private Optional<String> token() {
        Optional<String> file = given(options.tokenFile, "MODELSYNC_TOKEN_FILE");
        if (file.isPresent()) {
            return Optional.of(secrets.fromFile("the token", file.get()));
        }
        return given(null, "MODELSYNC_TOKEN");
    }

    private @Nullable Path certificates() {
        return options.caFile != null
                ? options.caFile
                : given(null, "MODELSYNC_CA_FILE").map(Path::of).orElse(null);
    }

    private String actor() {
        return given(options.actor, "MODELSYNC_ACTOR").orElseGet(() -> System.getProperty("user.name", "local"));
    }

    private Optional<String> given(@Nullable String option, String variable) {
        return Optional.ofNullable(option == null ? surroundings.environment().get(variable) : option)
                .filter(text -> !text.isBlank());
    }
}
