package dev.modelsync.contract;

import org.jspecify.annotations.Nullable;

/**
 * Closes Kafka's clients also in a thread that was told to stop. In one that is interrupted they do not end well: a
 * consumer logs an error and throws, a producer throws and does not wait for its thread.
 */
public final class UninterruptedClose {
    private UninterruptedClose() {}

    /**
     * Closes all, in order, whatever becomes of each, with the interrupt put off until they are closed.
     *
     * @throws RuntimeException of the first that failed, with those of the others suppressed
     */
    public static void of(Runnable... closings) {
        boolean interrupted = Thread.interrupted();
        try {
            inOrder(closings);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void inOrder(Runnable... closings) {
        @Nullable RuntimeException first = null;
        for (Runnable closing : closings) {
            try {
                closing.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
