package dev.modelsync.cli.service;

import dev.modelsync.cli.activity.ActivityText;
import dev.modelsync.cli.client.Answer;
import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.client.ProblemException;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A change of a service as it was seen, by {@code If-Match}: where somebody was faster, nothing is changed, and what they did is told. */
final class GuardedWrite {
    private static final int STALE = 412;
    private static final int CHANGES = 20;

    private final Session session;
    private final WriteOptions options;

    GuardedWrite(Session session, WriteOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * @param seen the revision that the change is for; null for the present one
     * @param change to be made, for the service as it is
     * @return the exit code
     */
    int send(String name, @Nullable Long seen, Function<JsonNode, Call> change) {
        options.check();
        Answer present = new Services(session).find(name);
        JsonNode service = present.body();
        String tag = seen == null ? String.valueOf(present.etag()) : "\"" + seen + "\"";
        try {
            return new Writing(session, options)
                    .send(change.apply(service).header("If-Match", tag), "Deregistered " + name);
        } catch (ProblemException e) {
            if (e.status() != STALE) {
                throw e;
            }
            throw stale(name, seen == null ? service.path("revision").asLong(0) : seen);
        }
    }

    private FailedException stale(String name, long seen) {
        List<String> lines = new ArrayList<>();
        lines.add("Nothing was changed: somebody has changed the service since revision " + seen + ".");
        session
                .api()
                .entries(
                        Call.get("activity").query("project", session.project()).query("service", name), CHANGES)
                .stream()
                .filter(entry -> entry.path("revision").asLong(0) > seen)
                .filter(entry -> !entry.path("serviceUid").isNull())
                .map(ActivityText::change)
                .forEach(lines::add);
        lines.add("See `modelsync service get " + name + "`, and give the command again.");
        return new FailedException(ExitCode.ERROR, lines.toArray(String[]::new));
    }
}
