package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.limit.ServiceLimits;
import dev.modelsync.proxy.upstream.UpstreamClient;
import java.time.Duration;

/** What the exchanges of one event loop share. */
record Lane(UpstreamClient upstream, ServiceLimits limits, Traffic traffic, Watch watch, Bounds bounds) {
    /**
     * What an exchange may take.
     *
     * @param longestBody in bytes
     * @param firstByte from the end of a request to the head of its answer
     * @param idle without a byte while a body is under way
     */
    record Bounds(long longestBody, Duration firstByte, Duration idle) {}
}
