package dev.modelsync.proxy.forward;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where requests come in, and how much of them.
 *
 * @param port 0 for a free one
 * @param sslBundle name of a bundle of Spring Boot with certificate and key; none for plain HTTP
 * @param threads event loops; 0 for one a processor
 * @param requestBody the longest body that is forwarded
 * @param concurrentRequests of one service
 * @param headTimeout for the head of a request, from the opening of the connection or from the answer before
 * @param heldBodies how much of bodies that have to be here as a whole before they are sent on may be here at once
 * @param http2Cleartext whether HTTP/2 is spoken without TLS to callers that begin with it; then the head timeout does
 *     not count before the first request of a connection, since nothing shows until its head is here
 */
@ConfigurationProperties("modelsync.proxy")
record ForwardProperties(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8090") int port,
        @Nullable String sslBundle,
        @DefaultValue("0") int threads,
        @DefaultValue("64MB") DataSize requestBody,
        @DefaultValue("256") int concurrentRequests,
        @DefaultValue("60s") Duration headTimeout,
        @DefaultValue("256MB") DataSize heldBodies,
        @DefaultValue("false") boolean http2Cleartext) {
    private static final int MOST_PORTS = 65_535;
    private static final int MOST_THREADS = 256;
    private static final long LONGEST_HEAD_MS = Duration.ofHours(1).toMillis();

    ForwardProperties {
        List<String> problems = new ArrayList<>();
        check("port", port, 0, MOST_PORTS, problems);
        check("threads", threads, 0, MOST_THREADS, problems);
        check("request-body", requestBody.toBytes(), 0, DataSize.ofGigabytes(1).toBytes(), problems);
        check("concurrent-requests", concurrentRequests, 1, Integer.MAX_VALUE, problems);
        if (headTimeout.toMillis() < 1 || headTimeout.toMillis() > LONGEST_HEAD_MS) {
            problems.add("modelsync.proxy.head-timeout: '" + headTimeout + "', allowed are PT0.001S to PT1H");
        }
        if (heldBodies.compareTo(requestBody) < 0) {
            problems.add("modelsync.proxy.held-bodies: '" + heldBodies.toBytes() + "', allowed are request-body ("
                    + requestBody.toBytes() + ") and more");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
    }

    int eventLoops() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    private static void check(String property, long found, long least, long most, List<String> problems) {
        if (found < least || found > most) {
            problems.add("modelsync.proxy." + property + ": '" + found + "', allowed are " + least + " to " + most);
        }
    }
}
