package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.limit.ServiceLimits;
import dev.modelsync.proxy.upstream.AwsSignature;
import dev.modelsync.proxy.upstream.UpstreamClient;
import java.time.Duration;

/**
 * What the exchanges of one event loop share.
 *
 * @param longestBody in bytes
 * @param firstByte from the end of a request to the head of its answer
 * @param idle without a byte while a body is under way
 */
record Lane(
        UpstreamClient upstream,
        AwsSignature signature,
        ServiceLimits limits,
        Traffic traffic,
        Watch watch,
        long longestBody,
        Duration firstByte,
        Duration idle) {}
