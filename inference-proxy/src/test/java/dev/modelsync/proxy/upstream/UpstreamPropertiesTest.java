package dev.modelsync.proxy.upstream;

import dev.modelsync.proxy.Bound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.BindException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UpstreamPropertiesTest {
    private static final String UPSTREAM = "modelsync.upstream";
    private static final String OUTBOUND = "modelsync.outbound";

    @Test
    void shouldHaveDefaults() {
        assertThat(Bound.properties(UPSTREAM, UpstreamProperties.class, Map.of()))
                .isEqualTo(new UpstreamProperties(
                        Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(2), List.of(), null));
        assertThat(Bound.properties(OUTBOUND, OutboundProperties.class, Map.of()))
                .isEqualTo(new OutboundProperties(List.of(), List.of(), List.of()));
    }

    @Test
    void shouldReadEveryKey() {
        assertThat(Bound.properties(
                        UPSTREAM,
                        UpstreamProperties.class,
                        Map.of(
                                UPSTREAM + ".connect-timeout", "1s",
                                UPSTREAM + ".first-byte-timeout", "2s",
                                UPSTREAM + ".idle-timeout", "3s",
                                UPSTREAM + ".ca-certificates", "a.pem,b.pem",
                                UPSTREAM + ".aws-region", "eu-west-1")))
                .isEqualTo(new UpstreamProperties(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        List.of(Path.of("a.pem"), Path.of("b.pem")),
                        "eu-west-1"));
        assertThat(Bound.properties(
                        OUTBOUND,
                        OutboundProperties.class,
                        Map.of(
                                OUTBOUND + ".allow", "10.0.0.0/8,a.example",
                                OUTBOUND + ".deny", "10.0.0.1",
                                OUTBOUND + ".only", "*.example")))
                .isEqualTo(new OutboundProperties(
                        List.of("10.0.0.0/8", "a.example"), List.of("10.0.0.1"), List.of("*.example")));
    }

    @Test
    void shouldNameEveryViolation() {
        Duration day = Duration.ofDays(2);
        assertThatThrownBy(() -> new UpstreamProperties(Duration.ZERO, day, Duration.ofMillis(-1), List.of(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelsync.upstream.connect-timeout: 'PT0S'")
                .hasMessageContaining("modelsync.upstream.first-byte-timeout: 'PT48H'")
                .hasMessageContaining("modelsync.upstream.idle-timeout: 'PT-0.001S'");
        assertThatThrownBy(() -> Bound.properties(
                        OUTBOUND, OutboundProperties.class, Map.of(OUTBOUND + ".allow", "10.0.0.0/99")))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("modelsync.outbound.allow: '10.0.0.0/99'");
    }

    @Test
    void shouldNameAFileOfCertificatesThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "no certificate");

        assertThatThrownBy(() -> TrustedCertificates.with(List.of(nonsense)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelsync.upstream.ca-certificates")
                .hasMessageContaining("nonsense.pem");
        assertThatThrownBy(() -> TrustedCertificates.with(List.of(folder.resolve("none.pem"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.pem");
    }
}
