package dev.modelsync.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.stream.Collectors.joining;

/**
 * One Postgres server's folder: {@code data} with the database files, {@code postgres.log} with what
 * the server said. Knows how to create the files, start and stop a server on them, and how to
 * recognise a server that an earlier process left running. Not thread-safe; the caller holds the
 * folder's {@link FolderLock}.
 */
final class PostgresDataFolder {
    private static final Logger log = LoggerFactory.getLogger(PostgresDataFolder.class);
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(10);
    /** What the tool itself may need on top of the time it waits for the server. */
    private static final Duration TOOL_ALLOWANCE = Duration.ofSeconds(10);

    private static final String SETTINGS_FILE = "modelsync.conf";
    private static final int LOG_BYTES_SHOWN = 2048;

    enum StopMode {
        /** Open transactions are rolled back, everything is written; the next start needs no recovery. */
        FAST,
        /** As after a crash: nothing is written, the next start recovers from the log. */
        IMMEDIATE;

        String pgCtlName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final PostgresBinaries binaries;
    private final Path folder;
    private final Path data;
    private final Path serverLog;

    PostgresDataFolder(PostgresBinaries binaries, Path folder) {
        this.binaries = binaries;
        this.folder = folder;
        this.data = folder.resolve("data");
        this.serverLog = folder.resolve("postgres.log");
    }

    /** Creates the database files, completely or not at all, unless they are there. */
    void createIfAbsent() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        Path unfinished = folder.resolve("data.unfinished");
        Folders.delete(unfinished);
        new PostgresTemplate(binaries).copyTo(unfinished);
        Files.writeString(
                unfinished.resolve("postgresql.conf"),
                "\ninclude '%s'\n".formatted(SETTINGS_FILE),
                StandardOpenOption.APPEND);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Returns when the server takes connections.
     *
     * @throws IllegalStateException with the server's last words when it does not come up
     */
    void startServer(Map<String, String> settings) throws IOException {
        Files.writeString(data.resolve(SETTINGS_FILE), lines(settings));
        ServerCommand.Result result = pgCtl(START_LIMIT, "start", "--log=" + serverLog);
        if (!result.succeeded()) {
            stopServer(StopMode.IMMEDIATE);
            throw new IllegalStateException(
                    "Postgres in %s does not start: %s%n%s".formatted(folder, result.output(), lastWords()));
        }
    }

    /**
     * Stops the server, the hard way when the asked one takes too long; does nothing when none runs.
     *
     * @throws IllegalStateException when the server survives even that
     */
    void stopServer(StopMode mode) {
        if (runningServer().isEmpty() || stops(mode)) {
            return;
        }
        if (mode == StopMode.FAST && stops(StopMode.IMMEDIATE)) {
            log.warn("Postgres in {} did not stop within {} and was stopped hard", folder, FAST_STOP_LIMIT);
            return;
        }
        runningServer().ifPresent(survivor -> {
            throw new IllegalStateException(
                    "Postgres in %s, process %d, does not stop".formatted(folder, survivor.pid()));
        });
    }

    private boolean stops(StopMode mode) {
        Duration limit = mode == StopMode.FAST ? FAST_STOP_LIMIT : IMMEDIATE_STOP_LIMIT;
        return pgCtl(limit, "stop", "--mode=" + mode.pgCtlName()).succeeded();
    }

    /** Ends the server that a killed process left running on these files, and no other. */
    void endOrphan() throws IOException {
        Optional<ProcessHandle> orphan = runningServer();
        if (orphan.isPresent()) {
            log.info(
                    "Postgres in {}, process {}, was left running; stopping it",
                    folder,
                    orphan.get().pid());
            stopServer(StopMode.FAST);
        } else if (recordedProcess().isPresent()) {
            // Postgres itself would take the process that now has the recorded number for a running server.
            Files.deleteIfExists(pidFile());
        }
    }

    /** The postmaster of these files: the recorded process, if it is Postgres and was started on them. */
    private Optional<ProcessHandle> runningServer() {
        return recordedProcess().filter(this::servesTheseFiles);
    }

    private Optional<ProcessHandle> recordedProcess() {
        return recordedPid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    }

    private boolean servesTheseFiles(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean isPostgres = info.command()
                .map(Path::of)
                .filter(program -> program.endsWith("postgres"))
                .isPresent();
        List<String> arguments = info.arguments().map(List::of).orElse(List.of());
        return isPostgres && arguments.contains(data.toString());
    }

    private Optional<Long> recordedPid() {
        try {
            return Files.readAllLines(pidFile()).stream()
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .map(Long::valueOf);
        } catch (NoSuchFileException notRunning) {
            return Optional.empty();
        } catch (IOException cause) {
            throw new UncheckedIOException("%s cannot be read".formatted(pidFile()), cause);
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private ServerCommand.Result pgCtl(Duration limit, String action, String option) {
        return binaries.run(
                limit.plus(TOOL_ALLOWANCE),
                "pg_ctl",
                action,
                "--pgdata=" + data,
                option,
                "--wait",
                "--timeout=" + limit.toSeconds());
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'\n")
                .collect(joining());
    }

    private String lastWords() throws IOException {
        if (!Files.exists(serverLog)) {
            return "(it wrote no log)";
        }
        try (SeekableByteChannel file = Files.newByteChannel(serverLog)) {
            file.position(Math.max(0, file.size() - LOG_BYTES_SHOWN));
            return new String(Channels.newInputStream(file).readNBytes(LOG_BYTES_SHOWN), StandardCharsets.UTF_8);
        }
    }
}
