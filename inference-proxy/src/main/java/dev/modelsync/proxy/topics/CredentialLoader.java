package dev.modelsync.proxy.topics;

import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.provider.secret.SecretStoreException;
import dev.modelsync.proxy.routes.Credential;
import dev.modelsync.proxy.routes.Credential.Absence;
import dev.modelsync.proxy.routes.Credential.Absent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads credentials on threads of its own, so that nobody waits for the store: some at once, and each again after a
 * growing pause until it is here. A store that does not answer fails for all: one credential after the other is tried
 * until it answers, and then the others. Safe for several threads.
 */
final class CredentialLoader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CredentialLoader.class);
    private static final int THREADS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final SecretStore store;
    private final ScheduledThreadPoolExecutor threads;
    private final Map<SecretReference, Wanted> wanted = new LinkedHashMap<>();
    private int underWay;
    private long changes;
    private boolean away;
    private boolean hasAnswered;
    private Duration storePause = FIRST_PAUSE;

    CredentialLoader(SecretStore store) {
        this.store = store;
        threads = new ScheduledThreadPoolExecutor(THREADS, CredentialLoader::daemon);
    }

    private static final class Wanted {
        final SecretReference reference;
        Credential known = new Absent(Absence.LOADING);
        Duration pause = FIRST_PAUSE;

        Wanted(SecretReference reference) {
            this.reference = reference;
        }
    }

    /** What is known of it. One that is asked for the first time is wanted from then on. */
    synchronized Credential find(SecretReference reference) {
        Wanted one = wanted.get(reference);
        if (one == null) {
            one = new Wanted(reference);
            wanted.put(reference, one);
            if (away) {
                one.known = new Absent(Absence.STORE_UNAVAILABLE);
            } else {
                submit(one);
            }
        }
        return one.known;
    }

    /** No other is wanted any more; what was loaded of them is forgotten. */
    synchronized void keepOnly(Set<SecretReference> references) {
        wanted.keySet().retainAll(references);
    }

    /** Grows whenever more is known. */
    synchronized long changes() {
        return changes;
    }

    /** Whether an answer of the store is on its way. */
    synchronized boolean isBusy() {
        return underWay > 0;
    }

    /** Whether the store does not answer. */
    synchronized boolean isAway() {
        return away;
    }

    /** Whether the store has answered, with whatever, since the start. */
    synchronized boolean hasAnswered() {
        return hasAnswered;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void submit(Wanted one) {
        underWay++;
        execute(() -> load(one), Duration.ZERO);
    }

    private void load(Wanted one) {
        Credential found = isAway() || !isWanted(one) ? new Absent(Absence.STORE_UNAVAILABLE) : ask(one);
        synchronized (this) {
            underWay--;
            if (isWanted(one)) {
                take(one, found);
            }
        }
    }

    private synchronized boolean isWanted(Wanted one) {
        return wanted.get(one.reference) == one;
    }

    private Credential ask(Wanted one) {
        try {
            Optional<Credential> found = store.get(one.reference).map(Credential.Loaded::new);
            return found.orElseGet(() -> new Absent(Absence.NOT_IN_STORE));
        } catch (SecretStoreException e) {
            return failed(one, e.isOfTheStore() ? Absence.STORE_UNAVAILABLE : Absence.UNREADABLE, e);
        } catch (RuntimeException e) {
            // Whatever it is, the others are loaded, and this one is tried again.
            return failed(one, Absence.UNREADABLE, e);
        }
    }

    /** Tells it when it begins. */
    private synchronized Credential failed(Wanted one, Absence why, RuntimeException e) {
        Credential absent = new Absent(why);
        if (why == Absence.STORE_UNAVAILABLE ? !away : !absent.equals(one.known)) {
            log.warn("{}: services keep the credentials that they had", why, e);
        }
        return absent;
    }

    private void take(Wanted one, Credential found) {
        changes++;
        one.known = found;
        if (found.equals(new Absent(Absence.STORE_UNAVAILABLE))) {
            if (!away) {
                away = true;
                storePause = FIRST_PAUSE;
                execute(this::probe, storePause);
            }
            return;
        }
        if (found instanceof Absent) {
            execute(() -> again(one), one.pause);
            one.pause = longer(one.pause);
        }
        answered();
    }

    private void answered() {
        hasAnswered = true;
        if (away) {
            away = false;
            log.info("The secret store answers again");
            unavailable().forEach(this::submit);
        }
    }

    private synchronized void again(Wanted one) {
        if (isWanted(one) && !away) {
            submit(one);
        } else if (isWanted(one)) {
            one.known = new Absent(Absence.STORE_UNAVAILABLE);
        }
    }

    /** Tries the one that was tried longest ago. */
    private void probe() {
        List<Wanted> waiting = unavailable();
        if (waiting.isEmpty()) {
            nothingToProbe();
            return;
        }
        Wanted one = waiting.get(0);
        Credential found = ask(one);
        synchronized (this) {
            if (wanted.remove(one.reference, one)) {
                wanted.put(one.reference, one);
                take(one, found);
            }
            if (away) {
                storePause = longer(storePause);
                execute(this::probe, storePause);
            }
        }
    }

    /** The next one that is wanted finds out how the store is. */
    private synchronized void nothingToProbe() {
        away = false;
        unavailable().forEach(this::submit);
    }

    private synchronized List<Wanted> unavailable() {
        return wanted.values().stream()
                .filter(one -> one.known.equals(new Absent(Absence.STORE_UNAVAILABLE)))
                .toList();
    }

    private void execute(Runnable task, Duration pause) {
        try {
            threads.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Nothing is loaded any more, the proxy ends");
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "credentials");
        thread.setDaemon(true);
        return thread;
    }
}
