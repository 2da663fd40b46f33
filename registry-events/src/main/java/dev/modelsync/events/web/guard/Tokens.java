package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.AccessProperties;
import dev.modelsync.events.access.AccessProperties.Token;
import dev.modelsync.events.access.Caller;
import dev.modelsync.events.registration.rules.Texts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Reads access tokens: signed by a key of the issuer, of it, for us, in their time, and with the name of somebody. The
 * issuer is asked when the first token comes, so that it may be away while the application starts.
 */
final class Tokens implements JwtDecoder {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AccessProperties properties;
    private final Clock clock;
    private final JwtDecoder decoder;

    Tokens(AccessProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        decoder = new SupplierJwtDecoder(this::connected);
    }

    /**
     * @throws org.springframework.security.oauth2.jwt.BadJwtException when the token is wrong
     * @throws JwtException otherwise when the issuer does not answer
     */
    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (JwtDecoderInitializationException e) {
            throw new JwtException("The issuer's discovery document cannot be read", e);
        }
    }

    private JwtDecoder connected() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(PATIENCE);
        requests.setReadTimeout(PATIENCE);
        NimbusJwtDecoder connected = keys(properties.token())
                .restOperations(new RestTemplate(requests))
                .validateType(false)
                .build();
        connected.setJwtValidator(validator(properties, clock));
        return connected;
    }

    private static JwkSetUriJwtDecoderBuilder keys(Token wanted) {
        URI keys = wanted.jwkSetUri();
        return keys == null
                ? NimbusJwtDecoder.withIssuerLocation(issuer(wanted))
                : NimbusJwtDecoder.withJwkSetUri(keys.toString())
                        .jwsAlgorithms(all -> all.addAll(List.of(SignatureAlgorithm.values())));
    }

    /** Of a token whose signature is good, so that it may be quoted. */
    static OAuth2TokenValidator<Jwt> validator(AccessProperties properties, Clock clock) {
        Token wanted = properties.token();
        String issuer = issuer(wanted);
        JwtTimestampValidator time = new JwtTimestampValidator(wanted.clockSkew());
        time.setClock(clock);
        time.setAllowEmptyExpiryClaim(false);
        // An ID token has no other type than an access token; the audience tells them apart.
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt");
        type.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(
                type,
                time,
                claim(
                        token -> issuer.equals(token.getClaimAsString("iss")),
                        token ->
                                "its issuer (iss) is " + shown(token.getClaims().get("iss")) + "; allowed: " + issuer),
                claim(
                        token -> token.getAudience() != null
                                && token.getAudience().contains(wanted.audience()),
                        token -> "its audience (aud) is " + shown(token.getAudience()) + "; allowed: one with "
                                + wanted.audience()),
                claim(
                        token -> Caller.of(token.getClaims(), properties.rolesClaim())
                                .isPresent(),
                        token -> "neither preferred_username nor sub in it is a name that can be recorded"));
    }

    private static OAuth2TokenValidator<Jwt> claim(Predicate<Jwt> holds, Function<Jwt, String> otherwise) {
        return token -> holds.test(token)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, otherwise.apply(token), null));
    }

    private static String issuer(Token wanted) {
        return Objects.requireNonNull(wanted.issuer(), "with mode oidc there is an issuer")
                .toString();
    }

    private static String shown(@Nullable Object found) {
        return Texts.shown(String.valueOf(found));
    }
}
