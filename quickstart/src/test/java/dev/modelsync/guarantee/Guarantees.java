package dev.modelsync.guarantee;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** All guarantees, and how they are asked for: some hold once everything has arrived, the others always. */
final class Guarantees {
    private static final int SHOWN = 20;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private static final List<Guarantee> IN_THE_END = List.of(new NothingLost(), new OutcomesComplete());
    private static final List<Guarantee> ALWAYS = List.of(new HandMadeUntouched(), new OrderPerService());
    /** The publisher may still be mending the topic: what it brings is decided now and told a moment later. What was done twice stays so. */
    private static final List<Guarantee> AS_SOON_AS_TOLD = List.of(new AppliedOnceInEffect(), new ActivityComplete());

    private final Landscape site;
    private final Duration patience;

    Guarantees(Landscape site, Duration patience) {
        this.site = site;
        this.patience = patience;
    }

    /** Waits until everything has arrived, then asks for the rest; returns how long it waited. */
    Duration awaitAll(String after) {
        long started = System.nanoTime();
        IN_THE_END.forEach(guarantee -> await(guarantee, after));
        Duration healed = Duration.ofNanos(System.nanoTime() - started);
        AS_SOON_AS_TOLD.forEach(guarantee -> await(guarantee, after));
        ALWAYS.forEach(guarantee -> require(guarantee, after));
        return healed;
    }

    void require(Guarantee guarantee, String after) {
        fail(guarantee, after, guarantee.violations(site));
    }

    private void await(Guarantee guarantee, String after) {
        List<String> found = new ArrayList<>();
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK_EVERY)
                    .until(() -> {
                        found.clear();
                        found.addAll(guarantee.violations(site));
                        return found.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            fail(guarantee, after, found);
        }
    }

    private void fail(Guarantee guarantee, String after, List<String> violations) {
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.stream()
                    .limit(SHOWN)
                    .collect(Collectors.joining(
                            "\n  ",
                            "After '%s', %s does not hold (%s), %d violations:\n  "
                                    .formatted(after, guarantee.title(), guarantee.promise(), violations.size()),
                            Dossier.of(site, violations) + "\nlogs: " + site.logs())));
        }
    }
}
