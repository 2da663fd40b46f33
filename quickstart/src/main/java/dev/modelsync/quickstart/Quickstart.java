package dev.modelsync.quickstart;

import dev.modelsync.embedded.PortTakenException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./modelsync quickstart}: the whole system in one process, and a short story told on it. */
@Command(
        name = "modelsync quickstart",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs Hybrid Manager's side with its inference proxy, Kafka, two AIDB clusters and their workers in one process on loopback,",
            "plays a short story on them and stays up until ctrl-C.",
            ""
        },
        exitCodeListHeading = "%nExit status%n",
        exitCodeList = {
            "0: every step of the story arrived, or the quickstart was ended by its user",
            "1: a step did not arrive, or something could not be started",
            "2: a wrong option"
        })
public final class Quickstart implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--data", paramLabel = "DIR", description = "Keeps all data in DIR over restarts")
    private @Nullable Path data;

    @Option(names = "--exit", description = "Ends after the story")
    private boolean exit;

    @Option(
            names = "--bench",
            description = "After the story, measures latency and idle CPU; with --secondary-direct also of sealing")
    private boolean bench;

    private final PrintStream out = System.out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Quickstart()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        long started = System.nanoTime();
        Path folder = data == null ? Files.createTempDirectory("modelsync-") : Files.createDirectories(data);
        Path logFile = folder.toRealPath().resolve("modelsync.log");
        System.setProperty("modelsync.log", logFile.toString());
        log().info("Quickstart on data folder {}", folder);
        out.println("Starting Kafka, three Postgres servers, registry-events, inference-proxy and sync-consumer. Log: "
                + logFile);
        Optional<String> taken = settings.ports.complaint();
        if (taken.isPresent()) {
            out.println(taken.get());
            return 1;
        }
        try (Life life = new Life(folder.toRealPath(), data == null)) {
            return runOrExplain(life, started, logFile);
        }
    }

    private int runOrExplain(Life life, long started, Path logFile) throws SQLException, InterruptedException {
        try {
            return run(life, started);
        } catch (PortTakenException e) {
            log().error("Not started", e);
            out.println(settings.ports.complaint(e.port()));
        } catch (IllegalStateException e) {
            life.keepFolder();
            log().error("Ended by a failure", e);
            out.println("Could not go on: " + e.getMessage() + ". The log says more: " + logFile);
        }
        return 1;
    }

    private int run(Life life, long started) throws SQLException, InterruptedException {
        Stack stack = life.begin(settings);
        out.printf("Up after %.1f s.%n", seconds(started));
        boolean arrived = new Story(stack, out).tell();
        out.printf("%nStory told after %.1f s: %s%n", seconds(started), verdict(arrived));
        if (bench) {
            new Bench(stack.servers(), out).run();
            if (settings.secondaryDirect) {
                new SealBench(stack, out).run();
            }
        }
        if (!exit) {
            new Demo(stack).prepare();
            out.println(new Directions(stack).text());
            life.awaitEnd();
        }
        return arrived || !exit ? 0 : 1;
    }

    /** Made only when the place of the log is known. */
    private static Logger log() {
        return LoggerFactory.getLogger(Quickstart.class);
    }

    private static String verdict(boolean arrived) {
        return arrived ? "every step arrived on every cluster." : "not every step arrived, see above.";
    }

    private static double seconds(long started) {
        return Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
    }

    /** The running system from its start to its one end, by ctrl-C or by the story's. */
    private static final class Life implements AutoCloseable {
        private final Path folder;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicBoolean closing = new AtomicBoolean();
        private final Thread hook = new Thread(this::close, "quickstart-end");
        private volatile boolean temporary;
        private @Nullable Stack stack;

        Life(Path folder, boolean temporary) {
            this.folder = folder;
            this.temporary = temporary;
            Runtime.getRuntime().addShutdownHook(hook);
        }

        /** Not interleaved with {@link #close}: what is half started could not be stopped. */
        synchronized Stack begin(Settings settings) {
            if (closing.get()) {
                throw new IllegalStateException("ended by its user");
            }
            Stack started = Stack.start(folder, settings);
            stack = started;
            return started;
        }

        /** What is in it explains a failure. */
        void keepFolder() {
            temporary = false;
        }

        void awaitEnd() throws InterruptedException {
            ended.await();
        }

        @Override
        public void close() {
            if (closing.compareAndSet(false, true)) {
                end();
                ended.countDown();
            }
        }

        private synchronized void end() {
            if (stack != null) {
                stack.close();
            }
            if (temporary) {
                deleteFolder();
            }
        }

        private void deleteFolder() {
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                System.err.println("Folder " + folder + " could not be deleted: " + e.getMessage());
            }
        }
    }
}
