package dev.modelsync.cli.service;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.FailedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a change is made. */
final class WriteOptions {
    private static final int MAX_WAIT = 60;

    @Option(names = "--dry-run", description = "Shows what would change on each cluster, and changes nothing")
    private boolean dryRun;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "30",
            description = "Waits until every cluster that is heard has answered; 30 s if not said, at most 60 s")
    private @Nullable Integer wait;

    /** Before anything is asked. */
    void check() {
        if (wait != null && (wait < 1 || wait > MAX_WAIT)) {
            throw FailedException.usage("--wait is " + wait + "; allowed: 1 to " + MAX_WAIT
                    + " seconds. `modelsync service wait` waits for longer");
        }
    }

    Call on(Call call) {
        if (dryRun) {
            return call.query("dryRun", true);
        }
        if (wait == null) {
            return call;
        }
        return call.header("Prefer", "wait=" + wait).waiting(Duration.ofSeconds(wait));
    }

    boolean isDryRun() {
        return dryRun;
    }

    boolean isWaiting() {
        return wait != null && !dryRun;
    }
}
