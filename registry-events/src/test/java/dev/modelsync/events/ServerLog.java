package dev.modelsync.events;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Keeps what the threads that answer requests log with a stack trace. */
public final class ServerLog extends AppenderBase<ILoggingEvent> {
    private final Queue<String> traces = new ConcurrentLinkedQueue<>();

    private ServerLog() {}

    public static ServerLog begin() {
        ServerLog log = new ServerLog();
        log.start();
        root().addAppender(log);
        return log;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getThreadName().startsWith("http-nio") && event.getThrowableProxy() != null) {
            traces.add(event.getFormattedMessage());
        }
    }

    public List<String> traces() {
        return List.copyOf(traces);
    }

    public void end() {
        root().detachAppender(this);
        stop();
    }
}
