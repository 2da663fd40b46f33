package dev.modelsync.cli.replay;

import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "cancel",
        description = "Ends a replay, also half-way: what is done until then stays, and is shown.",
        footer = {"", "Example: modelsync replay cancel after-the-outage"})
final class CancelCommand implements Callable<Integer> {
    static final String ORDER = "CANCEL_REPLAY";

    @Mixin
    private ActOptions act = new ActOptions();

    private final Session session;

    CancelCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Replay replay = act.order(session, "cancel", "Cancelling", Replay::isOver);
        if (ReplayText.refused(session, replay.refusing(ORDER))) {
            return ExitCode.ERROR;
        }
        return replay.isOver() ? ExitCode.DONE : ExitCode.TIMED_OUT;
    }
}
