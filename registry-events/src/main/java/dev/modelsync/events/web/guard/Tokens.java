package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.AccessProperties;
import dev.modelsync.events.access.AccessProperties.Token;
import dev.modelsync.events.access.Caller;
import dev.modelsync.events.registration.rules.Texts;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Reads access tokens: signed by a key of the issuer, of it, for us, in their time, and with the name of somebody. */
final class Tokens implements JwtDecoder, Closeable {
    private final IssuerKeys keys;
    private final JwtDecoder decoder;

    Tokens(AccessProperties properties, Discovery discovery, Clock clock) {
        keys = new IssuerKeys(new KeySet(properties.token().jwkSetUri(), discovery), clock);
        NimbusJwtDecoder signed = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(all -> all.addAll(List.of(SignatureAlgorithm.values())))
                .build();
        signed.setJwtValidator(validator(properties, clock));
        decoder = signed;
    }

    /**
     * @throws org.springframework.security.oauth2.jwt.BadJwtException when the token is wrong
     * @throws org.springframework.security.oauth2.jwt.JwtException otherwise when the issuer does not answer
     */
    @Override
    public Jwt decode(String token) {
        return decoder.decode(token);
    }

    @Override
    public void close() throws IOException {
        keys.close();
    }

    /** Of a token whose signature is good, so that it may be quoted. */
    static OAuth2TokenValidator<Jwt> validator(AccessProperties properties, Clock clock) {
        Token wanted = properties.token();
        String issuer = properties.issuer().toString();
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

    private static String shown(@Nullable Object found) {
        return Texts.shown(String.valueOf(found));
    }
}
