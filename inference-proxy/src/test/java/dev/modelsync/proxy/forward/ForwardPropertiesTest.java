package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.Bound;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForwardPropertiesTest {
    private static final String PREFIX = "modelsync.proxy";

    @Test
    void shouldListenOnLoopbackByDefault() {
        assertThat(Bound.properties(PREFIX, ForwardProperties.class, Map.of()))
                .isEqualTo(new ForwardProperties(
                        "127.0.0.1",
                        8090,
                        null,
                        0,
                        DataSize.ofMegabytes(64),
                        256,
                        Duration.ofSeconds(60),
                        DataSize.ofMegabytes(256),
                        false));
    }

    @Test
    void shouldReadEveryKey() {
        ForwardProperties read = Bound.properties(
                PREFIX,
                ForwardProperties.class,
                Map.of(
                        PREFIX + ".address", "0.0.0.0",
                        PREFIX + ".port", "9090",
                        PREFIX + ".ssl-bundle", "web",
                        PREFIX + ".threads", "3",
                        PREFIX + ".request-body", "1MB",
                        PREFIX + ".concurrent-requests", "7",
                        PREFIX + ".head-timeout", "2s",
                        PREFIX + ".http2-cleartext", "true",
                        PREFIX + ".held-bodies", "5MB"));

        assertThat(read)
                .isEqualTo(new ForwardProperties(
                        "0.0.0.0",
                        9090,
                        "web",
                        3,
                        DataSize.ofMegabytes(1),
                        7,
                        Duration.ofSeconds(2),
                        DataSize.ofMegabytes(5),
                        true));
        assertThat(read.eventLoops()).isEqualTo(3);
    }

    @Test
    void shouldNameEveryViolation() {
        assertThatThrownBy(() -> new ForwardProperties(
                        "x",
                        65_536,
                        null,
                        -1,
                        DataSize.ofGigabytes(2),
                        0,
                        Duration.ZERO,
                        DataSize.ofGigabytes(1),
                        false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelsync.proxy.port: '65536', allowed are 0 to 65535")
                .hasMessageContaining("modelsync.proxy.threads: '-1'")
                .hasMessageContaining("modelsync.proxy.request-body: '2147483648'")
                .hasMessageContaining("modelsync.proxy.concurrent-requests: '0'")
                .hasMessageContaining("modelsync.proxy.head-timeout: 'PT0S'")
                .hasMessageContaining("modelsync.proxy.held-bodies: '1073741824', allowed are request-body");
    }
}
