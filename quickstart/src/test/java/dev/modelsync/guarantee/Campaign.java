package dev.modelsync.guarantee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** One run: a stream on a landscape, faults one after the other, and after each every guarantee. Keeps the table. */
final class Campaign implements AutoCloseable {
    private static final List<String> CLUSTERS = List.of("primary", "secondary", "edge");
    private static final Pattern FAULTS = Pattern.compile(System.getProperty("modelsync.faults", ""));

    private static final String LINE = "| %-58s | %7s | %12s | %9s |";

    private final String name;
    private final Size size;
    private final long seed;
    private final Landscape site;
    private final ChangeStream stream;
    private final Guarantees guarantees;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param services of the stream
     * @param burst changes a fault
     * @param patience how long anything may take to heal
     */
    record Size(int services, int burst, Duration patience) {}

    private Campaign(Path folder, String name, Size size) {
        this.name = name;
        this.size = size;
        seed = Long.getLong("modelsync.seed", System.currentTimeMillis());
        tell("Seed %d (again with -Dmodelsync.seed=%d)".formatted(seed, seed));
        site = Landscape.start(folder, Path.of("target", name), CLUSTERS);
        stream = new ChangeStream(seed, site, size.services());
        guarantees = new Guarantees(site, size.patience());
        tell("");
        tell(LINE.formatted("fault", "changes", "time to heal", "all of it"));
        tell("|---|---:|---:|---:|");
    }

    static Campaign start(Path folder, String name, Size size) {
        Campaign campaign = new Campaign(folder, name, size);
        try {
            Trial trial = campaign.trial();
            trial.await(
                    "Hybrid Manager's table",
                    () -> campaign.site
                            .hmSql()
                            .sql("select to_regclass('hm.service_outcome') is not null")
                            .query(Boolean.class)
                            .single());
            return campaign;
        } catch (RuntimeException | AssertionError e) {
            campaign.close();
            throw e;
        }
    }

    /** That many changes with nothing failing. */
    void write(int changes) {
        long started = System.nanoTime();
        stream.write(changes);
        check("no fault", started);
    }

    /** At least that many changes, many in each transaction, with nothing failing. */
    void writeTogether(int changes) {
        long started = System.nanoTime();
        int end = stream.written() + changes;
        while (stream.written() < end) {
            stream.writeTogether(size.burst());
        }
        check("no fault, " + size.burst() + " changes a transaction", started);
    }

    static boolean isAskedFor(Fault fault) {
        return FAULTS.matcher(fault.title()).find();
    }

    /** Does nothing unless the fault is among those that were asked for. */
    void after(Fault fault) {
        if (isAskedFor(fault)) {
            long started = System.nanoTime();
            fault.inject(trial());
            check(fault.title(), started);
        }
    }

    /** What is asked for once, because it takes long. */
    void requireNoSecretAnywhere() {
        guarantees.require(new NoSecretAnywhere(), "all of that");
    }

    /**
     * Ends the workers, so that nothing is told while the topics are read. Not asked for where a fault has taken
     * records from a topic before their time: the log then knows what the topic does not.
     */
    void requireActivityToBeDerived() {
        if (site.wantsRebuilds()) {
            return;
        }
        site.endWorkers();
        trial().await("all topics to be folded", () -> new ActivityFold(site).isAtEnd());
        guarantees.require(new ActivityDerived(), "all of that");
    }

    /** The proof that the guarantees do look. Nothing can follow on this landscape. */
    void requireSabotageToBeNoticed() {
        assertThat(Sabotage.unnoticed(site))
                .as("guarantees that do not notice sabotage")
                .isEmpty();
    }

    int written() {
        return stream.written();
    }

    private void check(String what, long started) {
        Duration healed = guarantees.awaitAll(what);
        Duration all = Duration.ofNanos(System.nanoTime() - started);
        tell(LINE.formatted(what, Integer.toString(stream.written()), seconds(healed), seconds(all)));
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    private Trial trial() {
        return new Trial(site, stream, size.burst(), new Random(seed + lines.size()));
    }

    private void tell(String line) {
        lines.add(line);
        System.out.println(line);
    }

    @Override
    public void close() {
        try {
            Files.write(Path.of("target", name + ".md"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            site.close();
        }
    }
}
