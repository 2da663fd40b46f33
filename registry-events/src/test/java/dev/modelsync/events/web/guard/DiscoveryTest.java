package dev.modelsync.events.web.guard;

import dev.modelsync.embedded.EmbeddedIssuer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class DiscoveryTest {
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-26T18:00:00Z"), ZoneOffset.UTC);
    private final EmbeddedIssuer issuer = EmbeddedIssuer.start(clock);

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void shouldAskOnce() throws IOException {
        Discovery discovery = new Discovery(issuer.address(), clock);

        for (int i = 0; i < 3; i++) {
            assertThat(discovery.document().getJWKSetURI())
                    .isEqualTo(issuer.address().resolve(EmbeddedIssuer.KEYS));
        }
        assertThat(issuer.requests(EmbeddedIssuer.DISCOVERY)).isEqualTo(1);
    }

    @Test
    void shouldPauseAfterAFailureWhoeverAsks() throws IOException {
        Discovery discovery = new Discovery(issuer.address(), clock);
        issuer.breakDown();

        for (int i = 0; i < 20; i++) {
            assertThatIOException().isThrownBy(discovery::document).withMessageContaining("503");
        }
        assertThat(issuer.requests(EmbeddedIssuer.DISCOVERY)).isEqualTo(1);

        issuer.recover();
        assertThatIOException().isThrownBy(discovery::document);
        clock.add(Discovery.PAUSE);
        assertThat(discovery.document().getIssuer().getValue())
                .isEqualTo(issuer.address().toString());
    }

    @Test
    void shouldTakeNoDocumentOfAnotherIssuer() {
        URI other = URI.create(issuer.address().toString().replace("127.0.0.1", "localhost"));

        assertThatIOException()
                .isThrownBy(() -> new Discovery(other, clock).document())
                .withMessageContaining(issuer.address().toString());
    }
}
