package dev.modelsync.events.access;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Finds who is asking, with a token or signed in. */
public final class Callers {
    private final AccessProperties properties;

    public Callers(AccessProperties properties) {
        this.properties = properties;
    }

    public Optional<Caller> of(@Nullable Authentication authentication) {
        return claims(authentication).flatMap(claims -> Caller.of(claims, properties.rolesClaim()));
    }

    /** What the one may do whose request this thread answers. */
    public Rights rights() {
        if (properties.mode() == AccessProperties.Mode.NONE) {
            return Rights.ALL;
        }
        return of(SecurityContextHolder.getContext().getAuthentication())
                .map(Rights::of)
                .orElse(Rights.NONE);
    }

    private static Optional<Map<String, Object>> claims(@Nullable Authentication authentication) {
        if (authentication instanceof JwtAuthenticationToken token) {
            return Optional.of(token.getTokenAttributes());
        }
        return authentication instanceof OAuth2AuthenticationToken signedIn && signedIn.getPrincipal() != null
                ? Optional.of(signedIn.getPrincipal().getAttributes())
                : Optional.empty();
    }
}
