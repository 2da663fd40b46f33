package dev.modelsync.events;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Keeps some of what is logged. */
public final class ServerLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final Predicate<ILoggingEvent> kept;

    private ServerLog(Predicate<ILoggingEvent> kept) {
        this.kept = kept;
    }

    /** Of what the threads that answer requests log with a stack trace. */
    public static ServerLog ofTraces() {
        return begin(event -> event.getThreadName().startsWith("http-nio") && event.getThrowableProxy() != null);
    }

    /** Of the errors of threads whose names begin so. */
    public static ServerLog ofErrors(String threads) {
        return begin(event ->
                event.getThreadName().startsWith(threads) && event.getLevel().isGreaterOrEqual(Level.ERROR));
    }

    private static ServerLog begin(Predicate<ILoggingEvent> kept) {
        ServerLog log = new ServerLog(kept);
        log.start();
        root().addAppender(log);
        return log;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (kept.test(event)) {
            messages.add(event.getFormattedMessage());
        }
    }

    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        root().detachAppender(this);
        stop();
    }
}
