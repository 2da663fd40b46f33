package dev.modelsync.events;

import dev.modelsync.events.capture.CaptureFailed;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Ends the process with a status other than zero, so that its supervisor starts another. A class and
 * not a lambda: from a lambda, Spring cannot tell which events it is for.
 */
final class ExitOnCaptureFailure implements ApplicationListener<PayloadApplicationEvent<CaptureFailed>> {
    private static final int STATUS = 2;

    /** From another thread: the exit waits for the capture to stop, whose thread brings the news. */
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<CaptureFailed> event) {
        new Thread(() -> System.exit(STATUS), "exit").start();
    }
}
