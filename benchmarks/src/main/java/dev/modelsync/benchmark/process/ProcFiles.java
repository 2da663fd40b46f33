package dev.modelsync.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Linux's own accounts, by proc(5). Times are in ticks of a hundredth of a second. */
final class ProcFiles {
    private static final int TICK_MILLIS = 10;
    private static final int KIBIBYTE = 1024;
    /** Fields of {@code /proc/<pid>/stat}, counted from what follows the name of the program. */
    private static final int USER = 11;

    private static final int REAPED_END = 15;
    /** Fields of the first line of {@code /proc/stat}: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

    private ProcFiles() {}

    /** Processor time of a process and of its children that have ended; none once it has ended itself, and is one of those. */
    static long cpuTicks(long pid) {
        String file = "/proc/" + pid + "/stat";
        try {
            return ticksOf(Files.readString(Path.of(file)));
        } catch (IOException e) {
            if (ProcessHandle.of(pid).isEmpty()) {
                return 0;
            }
            throw unreadable(file, e);
        }
    }

    private static long ticksOf(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return IntStream.range(USER, REAPED_END)
                .mapToLong(i -> Long.parseLong(fields[i]))
                .sum();
    }

    static long residentBytes(long pid) {
        return lines("/proc/" + pid + "/status").stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                .sum();
    }

    /** Processor time of everything on the machine, with what its host gave to others. */
    static long busyTicks() {
        String[] fields = lines("/proc/stat").get(0).split(" +");
        return IntStream.of(BUSY).mapToLong(i -> Long.parseLong(fields[i])).sum();
    }

    static Duration ticks(long ticks) {
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    static String read(String file) {
        return String.join("\n", lines(file));
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UncheckedIOException unreadable(String file, IOException e) {
        return new UncheckedIOException(file + " cannot be read; the benchmarks need Linux", e);
    }
}
