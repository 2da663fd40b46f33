package dev.modelsync.benchmark.process;

import java.time.Duration;
import java.util.stream.LongStream;

/** How much of the machine was used by others while the benchmark ran, from its making on. */
public final class OtherLoad {
    private final long began = System.nanoTime();
    private final long busy = ProcFiles.busyTicks();
    private final long own = own();

    /** In processors: 0.5 for half of one, on average. */
    public double processors() {
        Duration others = ProcFiles.ticks(Math.max(0, ProcFiles.busyTicks() - busy - (own() - own)));
        return others.toNanos() / (double) (System.nanoTime() - began);
    }

    private static long own() {
        ProcessHandle self = ProcessHandle.current();
        return LongStream.concat(LongStream.of(self.pid()), self.descendants().mapToLong(ProcessHandle::pid))
                .map(ProcFiles::cpuTicks)
                .sum();
    }

    /** The three averages that the system keeps, of 1, 5 and 15 minutes. */
    public static String averages() {
        String[] fields = ProcFiles.read("/proc/loadavg").split(" ");
        return fields[0] + " " + fields[1] + " " + fields[2];
    }
}
