package dev.modelsync.events.web.guard;

import dev.modelsync.embedded.EmbeddedIssuer;
import dev.modelsync.events.access.AccessProperties;
import dev.modelsync.events.access.AccessProperties.Client;
import dev.modelsync.events.access.AccessProperties.Mode;
import dev.modelsync.events.access.AccessProperties.Token;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.threeten.extra.MutableClock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What tokens of all kinds make the issuer's keys be fetched for. */
class IssuerKeysTest {
    /** In each interval, as the library counts. */
    private static final int FETCHES = 2;

    private static final int FLOOD = 200;

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-26T18:00:00Z"), ZoneOffset.UTC);
    private final EmbeddedIssuer issuer = EmbeddedIssuer.start(clock);
    private final Tokens tokens = new Tokens(
            new AccessProperties(
                    Mode.OIDC,
                    "roles",
                    new Token(issuer.address(), null, "modelsync", Duration.ofMinutes(1)),
                    new Client("", "", List.of("openid"))),
            new Discovery(issuer.address(), clock),
            clock);

    @AfterEach
    void stop() throws IOException {
        tokens.close();
        issuer.close();
    }

    @Test
    void shouldAskTheIssuerOnceForAllTokensOfItsKeys() {
        String token = token();
        for (int i = 0; i < FLOOD; i++) {
            accepted(token);
        }

        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void shouldNotLetStrangersFloodTheIssuer() {
        flood();
        assertThat(fetches()).isEqualTo(FETCHES);

        clock.add(IssuerKeys.INTERVAL);
        flood();
        assertThat(fetches()).isEqualTo(2 * FETCHES);
        accepted(token());
    }

    @Test
    void shouldAcceptANewKeyAtOnce() {
        String old = token();
        accepted(old);
        issuer.rotate();

        accepted(token());
        refused(old);
    }

    @Test
    void shouldAcceptANewKeySoonWhateverStrangersSend() {
        flood();
        issuer.rotate();

        refused(token());
        clock.add(IssuerKeys.INTERVAL);
        accepted(token());
    }

    @Test
    void shouldAcceptAWithdrawnKeyForAWhileOnly() {
        String old = token();
        accepted(old);
        issuer.rotate();

        clock.add(IssuerKeys.KEPT.minus(IssuerKeys.AHEAD).minusSeconds(1));
        accepted(old);
        clock.add(IssuerKeys.AHEAD.plusSeconds(2));
        refused(old);
    }

    @Test
    void shouldFetchTheKeysBeforeAnybodyHasToWaitForThem() {
        String old = token();
        accepted(old);
        issuer.rotate();

        clock.add(IssuerKeys.KEPT.minusSeconds(10));
        accepted(old);
        await().untilAsserted(() -> assertThat(fetches()).isEqualTo(2));
    }

    @Test
    void shouldKnowKeysThatItHadWhileTheIssuerIsAway() {
        String token = token();
        accepted(token);
        issuer.breakDown();

        clock.add(IssuerKeys.OUTAGE.minusSeconds(1));
        accepted(token);
        undecided(forged(1));

        clock.add(IssuerKeys.KEPT.plusSeconds(2));
        undecided(token);
        issuer.recover();
        clock.add(IssuerKeys.INTERVAL);
        accepted(token);
        refused(forged(2));
    }

    @Test
    void shouldNotFloodAnIssuerThatIsAway() {
        accepted(token());
        issuer.breakDown();
        clock.add(IssuerKeys.INTERVAL);

        for (int i = 0; i < FLOOD; i++) {
            undecided(forged(i));
            accepted(token());
        }
        assertThat(fetches()).isEqualTo(1 + FETCHES);
    }

    @Test
    void shouldNotFloodAnIssuerThatHasNeverAnswered() {
        issuer.breakDown();

        for (int i = 0; i < FLOOD; i++) {
            undecided(token());
        }
        assertThat(issuer.requests(EmbeddedIssuer.DISCOVERY)).isEqualTo(1);
        issuer.recover();
        clock.add(IssuerKeys.INTERVAL);
        accepted(token());
    }

    private void flood() {
        for (int i = 0; i < FLOOD; i++) {
            refused(forged(i));
        }
    }

    private int fetches() {
        return issuer.requests(EmbeddedIssuer.KEYS);
    }

    private String token() {
        return issuer.token(Map.of(
                "sub", "anna",
                "aud", "modelsync",
                "exp", clock.instant().plus(Duration.ofDays(1)).getEpochSecond()));
    }

    /** As {@link #token()}, with the name of another key in it. */
    private String forged(int key) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"%d\"}".formatted(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8))
                + token().replaceFirst("^[^.]*", "");
    }

    private void accepted(String token) {
        assertThat(tokens.decode(token).getSubject()).isEqualTo("anna");
    }

    private void refused(String token) {
        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode(token));
    }

    private void undecided(String token) {
        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> tokens.decode(token))
                .isNotInstanceOf(BadJwtException.class);
    }
}
