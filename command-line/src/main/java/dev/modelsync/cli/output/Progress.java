package dev.modelsync.cli.output;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far something is that takes longer than two seconds, in one line that is taken away at the end. On
 * a terminal only; elsewhere it does nothing.
 */
public final class Progress implements AutoCloseable {
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final Duration REDRAW = Duration.ofMillis(250);
    private static final int WIDTH = 24;

    private final PrintStream terminal;
    private final boolean isTerminal;
    private final Duration delay;
    private final Thread interruption = new Thread(this::interrupted, "interrupted");
    private final ScheduledExecutorService redraw = Executors.newSingleThreadScheduledExecutor(Progress::daemon);
    private String what = "";
    private long started;
    private int done;
    private int total;
    private boolean drawn;
    private boolean closed;

    /** @param terminal where it is shown, which is a terminal only if so said */
    public Progress(PrintStream terminal, boolean isTerminal) {
        this(terminal, isTerminal, DELAY);
    }

    Progress(PrintStream terminal, boolean isTerminal, Duration delay) {
        this.terminal = terminal;
        this.isTerminal = isTerminal;
        this.delay = delay;
    }

    /** From now on, under these words. */
    public synchronized void start(String words) {
        what = words;
        started = System.nanoTime();
        if (isTerminal) {
            Runtime.getRuntime().addShutdownHook(interruption);
            redraw.scheduleWithFixedDelay(this::draw, delay.toMillis(), REDRAW.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** So many of so many; without it, nothing is known but the time. */
    public synchronized void reached(int some, int all) {
        done = some;
        total = all;
    }

    private synchronized void draw() {
        if (closed) {
            return;
        }
        long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
        String bar = total > 0 ? filled(0, WIDTH * done / total) : filled((int) (seconds % WIDTH), 1);
        String count = total > 0 ? " " + done + "/" + total : "";
        terminal.print("\r[" + bar + "] " + what + count + ", " + seconds + " s");
        terminal.flush();
        drawn = true;
    }

    private static String filled(int from, int length) {
        return ".".repeat(from) + "#".repeat(length) + ".".repeat(Math.max(0, WIDTH - from - length));
    }

    /** By ctrl-C: the shell's prompt gets a line of its own, and nobody takes a wait that was ended for an order that was taken back. */
    synchronized void interrupted() {
        if (!closed) {
            erase();
            closed = true;
            terminal.println("Interrupted; what was ordered until then is not taken back");
            terminal.flush();
        }
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        redraw.shutdownNow();
        if (!closed) {
            erase();
            closed = true;
            forgetInterruption();
        }
    }

    private void erase() {
        if (drawn) {
            terminal.print("\r\u001b[K");
            terminal.flush();
        }
    }

    private void forgetInterruption() {
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook finds that there is nothing left to say.
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    }
}
