package dev.modelsync.proxy.upstream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How providers are reached.
 *
 * @param connectTimeout for the connection with its TLS handshake
 * @param firstByteTimeout from the end of a request to the head of its answer; a model may think for minutes
 * @param idleTimeout without a byte in either direction, while a body is under way
 * @param caCertificates files of certificates in PEM that are trusted beside those of the Java platform
 * @param awsRegion what is signed for where an endpoint of Bedrock does not name its region
 */
@ConfigurationProperties("modelsync.upstream")
public record UpstreamProperties(
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("5m") Duration firstByteTimeout,
        @DefaultValue("2m") Duration idleTimeout,
        @DefaultValue List<Path> caCertificates,
        @Nullable String awsRegion) {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(1);

    public UpstreamProperties {
        caCertificates = List.copyOf(caCertificates);
        List<String> problems = new ArrayList<>();
        check("connect-timeout", connectTimeout, problems);
        check("first-byte-timeout", firstByteTimeout, problems);
        check("idle-timeout", idleTimeout, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
    }

    private static void check(String property, Duration found, List<String> problems) {
        if (found.compareTo(LEAST) < 0 || found.compareTo(MOST) > 0) {
            problems.add("modelsync.upstream." + property + ": '" + found + "', allowed are " + LEAST + " to " + MOST);
        }
    }
}
