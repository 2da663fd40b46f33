package dev.modelsync.events.publish;

import java.util.List;

/** Makes changes known. */
public interface ChangePublisher {
    /**
     * Returns when every change is durable, in the given order for each key. A change that has been
     * published before is not published again. Waits for as long as the broker is away.
     *
     * @throws PublicationFailedException when one cannot be published; those before it may have been
     * @throws InterruptedException while waiting
     */
    void publish(List<ServiceChange> changes) throws InterruptedException;
}
