package dev.modelsync.events.capture;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** Remembers the failures that the application was told of. */
final class CaptureFailures implements ApplicationListener<PayloadApplicationEvent<CaptureFailed>> {
    private final List<Throwable> seen = new CopyOnWriteArrayList<>();

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<CaptureFailed> event) {
        seen.add(event.getPayload().cause());
    }

    List<Throwable> seen() {
        return seen;
    }
}
