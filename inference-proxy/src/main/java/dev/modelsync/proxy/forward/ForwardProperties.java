package dev.modelsync.proxy.forward;

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
 */
@ConfigurationProperties("modelsync.proxy")
record ForwardProperties(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8090") int port,
        @Nullable String sslBundle,
        @DefaultValue("0") int threads,
        @DefaultValue("64MB") DataSize requestBody,
        @DefaultValue("256") int concurrentRequests) {
    private static final int MOST_PORTS = 65_535;
    private static final int MOST_THREADS = 256;

    ForwardProperties {
        List<String> problems = new ArrayList<>();
        check("port", port, 0, MOST_PORTS, problems);
        check("threads", threads, 0, MOST_THREADS, problems);
        check("request-body", requestBody.toBytes(), 0, DataSize.ofGigabytes(1).toBytes(), problems);
        check("concurrent-requests", concurrentRequests, 1, Integer.MAX_VALUE, problems);
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
