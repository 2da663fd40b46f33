package dev.modelsync.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls at a rate that does not give way: how long each took counts from when it was due, so that an answer that
 * stalls shows in all that had to wait behind it (no coordinated omission, as in wrk2). On a fixed number of kept
 * connections, each with a thread.
 */
public final class PacedCalls {
    private final byte[] request;
    private final HttpCall call;
    private final int connections;

    public PacedCalls(HttpCall call, int connections) {
        this.call = call;
        this.request = call.onTheWire();
        this.connections = connections;
    }

    /** @throws UncheckedIOException at the first call that fails */
    public Latencies run(Arrivals arrivals) {
        List<KeptConnection> open = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                open.add(new KeptConnection(call.uri()));
            }
            return run(open, arrivals);
        } catch (IOException e) {
            throw new UncheckedIOException(call.uri() + " cannot be called", e);
        } finally {
            open.forEach(PacedCalls::close);
        }
    }

    private Latencies run(List<KeptConnection> open, Arrivals arrivals) {
        Turns turns = new Turns(System.nanoTime(), arrivals.offsets(), new AtomicInteger());
        ExecutorService threads = Executors.newFixedThreadPool(open.size());
        try {
            List<Future<Latencies>> running = open.stream()
                    .map(connection -> threads.submit(() -> callInTurn(connection, turns)))
                    .toList();
            Latencies all = new Latencies();
            for (Future<Latencies> one : running) {
                all.add(one.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException(call.uri() + " did not answer as it should", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while calling " + call.uri(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whoever is free takes the call that is due next. */
    private record Turns(long began, long[] offsets, AtomicInteger taken) {
        long next() {
            int turn = taken.getAndIncrement();
            return turn < offsets.length ? began + offsets[turn] : Long.MAX_VALUE;
        }
    }

    private Latencies callInTurn(KeptConnection connection, Turns turns) throws IOException {
        Latencies latencies = new Latencies();
        for (long due = turns.next(); due != Long.MAX_VALUE; due = turns.next()) {
            Due.await(due);
            connection.exchange(request);
            latencies.record(System.nanoTime() - due);
        }
        return latencies;
    }

    private static void close(KeptConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
