package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.limit.ServiceLimits;
import dev.modelsync.proxy.upstream.UpstreamClient;
import java.time.Duration;

/** What the exchanges of one event loop share. */
record Lane(UpstreamClient upstream, Limits limits, Traffic traffic, Watch watch, Bounds bounds) {
    /** What all event loops share. */
    record Limits(ServiceLimits requests, HeldBodies bodies) {}

    /**
     * What an exchange may take.
     *
     * @param longestBody in bytes
     * @param firstByte from the end of a request to the head of its answer
     * @param idle without a byte while a body is under way
     * @param head until the head of a request is here
     */
    record Bounds(long longestBody, Duration firstByte, Duration idle, Duration head) {}
}
