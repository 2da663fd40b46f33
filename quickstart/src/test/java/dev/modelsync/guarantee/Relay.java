package dev.modelsync.guarantee;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** A link between two processes on this machine, which can be cut, stalled, slowed, or cut just when a commit is on its way. */
final class Relay implements AutoCloseable {
    private static final int DELAY_MILLIS = 20;
    private static final int BUFFER = 64 * 1024;

    private enum State {
        OPEN,
        SLOW,
        STALLED,
        CUT
    }

    private final ServerSocket entrance;
    private final IntSupplier target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commitsToCut = new AtomicInteger();
    private final AtomicInteger commitsCut = new AtomicInteger();
    private State state = State.OPEN;

    /** @param target the port where it leads to, asked anew for each connection */
    Relay(String name, IntSupplier target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, BUFFER, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Relay " + name + " cannot be opened", e);
        }
        daemon(this::accept, "relay-" + name);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Every connection breaks, new ones too. */
    void cut() {
        enter(State.CUT);
        links.forEach(Link::close);
    }

    /** Nothing arrives any more, and nothing breaks. */
    void stall() {
        enter(State.STALLED);
    }

    void slow() {
        enter(State.SLOW);
    }

    /** As it should be; what was stalled arrives. */
    void open() {
        enter(State.OPEN);
    }

    /** Of the next commits, every other arrives and only its answer is lost; the others do not even arrive. */
    void cutCommits(int number) {
        commitsCut.set(0);
        commitsToCut.set(number);
    }

    int commitsCut() {
        return commitsCut.get();
    }

    private synchronized void enter(State next) {
        state = next;
        notifyAll();
    }

    /** Returns when something may pass, false when nothing may any more. */
    private synchronized boolean mayPass() throws InterruptedException {
        if (state == State.SLOW) {
            wait(DELAY_MILLIS);
        }
        while (state == State.STALLED) {
            wait();
        }
        return state != State.CUT;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                Link link = new Link(near, new Socket());
                links.add(link);
                daemon(link::open, "relay-link");
            } catch (IOException e) {
                continue; // closed, or the client has gone already
            }
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        enter(State.CUT);
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        links.forEach(Link::close);
    }

    /** One connection, both ways. */
    private final class Link {
        private final Socket near;
        private final Socket far;
        private final CommitWatch commits = new CommitWatch();
        private volatile boolean answerIsLost;

        Link(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void open() {
            try {
                if (!mayPass()) {
                    close();
                    return;
                }
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()));
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
            } catch (IOException e) {
                close();
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            daemon(() -> pump(far, near, false), "relay-back");
            pump(near, far, true);
        }

        private void pump(Socket from, Socket to, boolean forth) {
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = from.getInputStream()) {
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (!mayPass() || (forth ? isCutBefore(buffer, length) : answerIsLost)) {
                        return;
                    }
                    to.getOutputStream().write(buffer, 0, length);
                }
            } catch (IOException e) {
                return; // the other side has ended it
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                close();
            }
        }

        private boolean isCutBefore(byte[] buffer, int length) {
            if (!commits.sees(buffer, length) || commitsToCut.get() <= 0) {
                return false;
            }
            int left = commitsToCut.decrementAndGet();
            commitsCut.incrementAndGet();
            answerIsLost = true;
            return left % 2 == 0;
        }

        void close() {
            links.remove(this);
            try (near;
                    far) {
                links.remove(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
