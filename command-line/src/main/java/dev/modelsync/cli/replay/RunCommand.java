package dev.modelsync.cli.replay;

import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description = {
            "Has clusters carry out just what was planned, beside their workers, and waits for the end.",
            "Where something has changed since the plan was made, nothing is done there.",
            "The exit code is 2 where a plan was stale or a service did not become as planned, 3 where removals wait for approval."
        },
        footer = {"", "Example: modelsync replay run after-the-outage --reason 'looked at with the DBA'"})
final class RunCommand implements Callable<Integer> {
    private static final String ORDER = "RUN_REPLAY";
    private static final Set<String> NOT_DONE = Set.of("STALE", "EXPIRED", "CANCELLED");

    @Mixin
    private ActOptions act = new ActOptions();

    private final Session session;

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Replay replay = act.order(session, "run", "Replaying", Replay::isAtRest);
        if (replay.any("NEEDS_APPROVAL"::equals)) {
            session.notes().println("Removals wait: see `modelsync cluster approve CLUSTER`");
        }
        if (ReplayText.refused(session, replay.refusing(ORDER))) {
            return ExitCode.ERROR;
        }
        boolean asPlanned = replay.missed() == 0 && !replay.any(NOT_DONE::contains);
        int finished = asPlanned ? ExitCode.DONE : ExitCode.DIFFERENCE;
        return replay.exitCode(replay.any("PLANNED"::equals) ? ExitCode.TIMED_OUT : finished);
    }
}
