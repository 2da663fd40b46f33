package dev.modelsync.proxy.limit;

import dev.modelsync.proxy.routes.ServiceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps one service from taking what the others need: so many of its requests are under way at once, and no more. */
public final class ServiceLimits {
    private final Map<ServiceId, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final int most;

    public ServiceLimits(int most) {
        this.most = most;
    }

    /** True when the request may go ahead; then {@link #leave} is to be called once when it has ended. */
    public boolean enter(ServiceId service) {
        AtomicInteger count = underWay.computeIfAbsent(service, unknown -> new AtomicInteger());
        if (count.incrementAndGet() <= most) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    public void leave(ServiceId service) {
        AtomicInteger count = underWay.get(service);
        if (count == null || count.decrementAndGet() < 0) {
            throw new IllegalStateException("A request of " + service + " has left that never entered");
        }
    }
}
