package dev.modelsync.cli.service;

import dev.modelsync.cli.client.Answer;
import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.client.ProblemException;
import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Makes a change and tells what came of it, in the same way for each kind of change. */
final class Writing {
    private final Session session;
    private final WriteOptions options;

    Writing(Session session, WriteOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * @param done what to say when nothing is told of the service, as after a deregistration
     * @return the exit code
     */
    int send(Call call, String done) {
        Answer answer;
        try (Progress progress = session.progress()) {
            progress.start(options.isWaiting() ? "Waiting for the clusters" : "Waiting");
            answer = session.api().send(options.on(call));
        } catch (ProblemException e) {
            throw e.has("IN_USE") ? inUse(e) : e;
        }
        return told(answer.body(), done);
    }

    private int told(JsonNode body, String done) {
        if (body.isMissingNode()) {
            session.notes().println(done);
            return ExitCode.DONE;
        }
        if (options.isDryRun()) {
            session.show(body, ServiceText::impact);
            return body.path("changedFields").isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENCE;
        }
        session.show(body, ServiceText::one);
        return options.isWaiting() ? new Arrival(body, List.of()).exitCode() : ExitCode.DONE;
    }

    private static FailedException inUse(ProblemException refusal) {
        return new FailedException(
                ExitCode.NEEDS_APPROVAL,
                "Nothing was changed, because this would break:",
                ServiceText.dependants(refusal.problem().path("dependants")).stripTrailing(),
                "--force goes ahead, and is recorded.");
    }
}
