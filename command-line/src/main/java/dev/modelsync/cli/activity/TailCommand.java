package dev.modelsync.cli.activity;

import dev.modelsync.cli.activity.EventReader.Event;
import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.client.NoAnswerException;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "tail",
        description = {
            "Shows the latest entries of the activity log, and then each that comes, until ctrl-C.",
            "An entry comes again with each outcome of a cluster. A connection that breaks off is taken up where it was.",
            FilterOptions.PROJECT
        },
        footer = {"", "Example: modelsync activity tail -p demo --outcome PARKED"})
final class TailCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MAX_ATTEMPTS = 30;

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "10",
            description = "So many of the latest first; 10 if not given")
    private int latest;

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many that have come")
    private @Nullable Integer count;

    private final Session session;

    TailCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Following following = new Following();
        int failures = 0;
        while (!following.isDone()) {
            try (InputStream stream = session.api().open(following.call());
                    EventReader events = new EventReader(stream)) {
                failures = 0;
                following.follow(events);
            } catch (IOException | NoAnswerException e) {
                failures++;
                complain(following, failures, e);
            }
            if (!following.isDone()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
        return ExitCode.DONE;
    }

    /** The first attempt has to succeed; later ones are repeated for a while. */
    private void complain(Following following, int failures, Exception failure) {
        if (!following.begun && failure instanceof NoAnswerException first) {
            throw first;
        }
        if (failures >= MAX_ATTEMPTS) {
            throw new FailedException(ExitCode.ERROR, "Hybrid Manager stays away: " + failure.getMessage());
        }
        if (failures == 1) {
            session.notes().println("The connection broke off; trying to take it up again");
        }
    }

    /** How far one has come, over several connections. */
    private final class Following {
        private boolean begun;
        private int came;
        private @Nullable String lastId;

        Call call() {
            return filter.on(Call.get("activity", "events"), session).header("Last-Event-ID", lastId);
        }

        /** Also when nobody reads any more, as in a pipe to head. */
        boolean isDone() {
            return count != null && came >= count || session.out().checkError();
        }

        void follow(EventReader events) throws IOException {
            if (!begun) {
                begun = true;
                showLatest();
            }
            while (!isDone()) {
                Optional<Event> event = events.next();
                if (event.isEmpty()) {
                    return;
                }
                lastId = event.get().id() == null ? lastId : event.get().id();
                show(JsonMapper.shared().readTree(event.get().data()));
                came++;
            }
        }
    }

    /** After the stream has begun, so that nothing is missed; what falls into both comes twice. */
    private void showLatest() {
        if (latest > 0) {
            List<JsonNode> entries = session.api().entries(filter.on(Call.get("activity"), session), latest);
            Collections.reverse(entries);
            entries.forEach(this::show);
        }
    }

    private void show(JsonNode entry) {
        session.printer().printNext(entry, () -> ActivityText.line(entry));
    }
}
