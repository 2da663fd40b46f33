package dev.modelsync.events.web.guard;

import dev.modelsync.embedded.EmbeddedIssuer;
import dev.modelsync.events.access.AccessProperties;
import dev.modelsync.events.access.AccessProperties.Client;
import dev.modelsync.events.access.AccessProperties.Mode;
import dev.modelsync.events.access.AccessProperties.Token;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-26T18:00:00Z");

    @Test
    void shouldGoByTheClockThatItIsGiven() {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.start(Clock.fixed(NOW, ZoneOffset.UTC))) {
            String token = issuer.token(Map.of("sub", "anna", "aud", "modelsync"));
            Clock later = Clock.fixed(NOW.plus(Duration.ofMinutes(7)), ZoneOffset.UTC);

            assertThat(tokens(issuer, Clock.fixed(NOW, ZoneOffset.UTC))
                            .decode(token)
                            .getSubject())
                    .isEqualTo("anna");
            assertThatThrownBy(() -> tokens(issuer, later).decode(token))
                    .isInstanceOf(BadJwtException.class)
                    .hasMessageContaining("expired at 2026-11-26T18:05:00Z");
        }
    }

    @Test
    void shouldTakeNoTokenThatNeverExpires() {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.start(Clock.fixed(NOW, ZoneOffset.UTC))) {
            Map<String, Object> claims = new HashMap<>(Map.of("sub", "anna", "aud", "modelsync"));
            claims.put("exp", null);

            assertThatThrownBy(() ->
                            tokens(issuer, Clock.fixed(NOW, ZoneOffset.UTC)).decode(issuer.token(claims)))
                    .isInstanceOf(BadJwtException.class)
                    .hasMessageContaining("exp");
        }
    }

    /** It is not the token's fault, and the issuer may be back at the next one. */
    @Test
    void shouldTellAnIssuerThatIsAwayFromATokenThatIsWrong() {
        EmbeddedIssuer issuer = EmbeddedIssuer.start(Clock.systemUTC());
        String token = issuer.token(Map.of("sub", "anna", "aud", "modelsync"));
        Tokens tokens = tokens(issuer, Clock.systemUTC());
        issuer.close();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.decode(token))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void shouldAnswerThatTheIssuerIsAway() throws Exception {
        MockHttpServletResponse answer = new MockHttpServletResponse();

        new TokenRefusals("https://login.example.com", new Refusals(JsonMapper.shared()))
                .commence(new MockHttpServletRequest(), answer, new AuthenticationServiceException("away"));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString()).contains("https://login.example.com does not answer");
        assertThat(answer.getHeader("WWW-Authenticate")).isNull();
    }

    private static Tokens tokens(EmbeddedIssuer issuer, Clock clock) {
        return new Tokens(
                new AccessProperties(
                        Mode.OIDC,
                        "roles",
                        new Token(issuer.address(), null, "modelsync", Duration.ofMinutes(1)),
                        new Client("", "", List.of("openid"))),
                new Discovery(issuer.address(), clock),
                clock);
    }

    @Test
    void shouldAskForKeysWhereItIsTold() {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.start(Clock.systemUTC())) {
            Token wanted = new Token(
                    URI.create("https://login.example.com"),
                    issuer.address().resolve(EmbeddedIssuer.KEYS),
                    "modelsync",
                    Duration.ofMinutes(1));
            Tokens tokens = new Tokens(
                    new AccessProperties(Mode.OIDC, "roles", wanted, new Client("", "", List.of("openid"))),
                    new Discovery(URI.create("https://login.example.com"), Clock.systemUTC()),
                    Clock.systemUTC());

            assertThat(tokens.decode(issuer.token(
                                    Map.of("iss", "https://login.example.com", "sub", "anna", "aud", "modelsync")))
                            .getSubject())
                    .isEqualTo("anna");
        }
    }
}
