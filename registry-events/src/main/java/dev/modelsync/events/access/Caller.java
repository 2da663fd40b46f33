package dev.modelsync.events.access;

import dev.modelsync.events.registration.rules.Texts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, as the issuer says.
 *
 * @param name by which changes are recorded
 * @param roles those that are known here; an issuer has others for other applications
 */
public record Caller(String name, Set<Role> roles) {
    private static final int MAX_NAME = 255;

    public Caller {
        roles = Set.copyOf(roles);
    }

    /**
     * Of the claims of a token: {@code preferred_username}, else {@code sub}.
     *
     * @param rolesClaim the claim with exactly this name, else the path to it, with dots
     * @return empty where neither can be the name of an actor
     */
    public static Optional<Caller> of(Map<String, Object> claims, String rolesClaim) {
        return Stream.of("preferred_username", "sub")
                .map(claims::get)
                .filter(Caller::isName)
                .findFirst()
                .map(name -> new Caller(String.valueOf(name).strip(), roles(found(claims, rolesClaim))));
    }

    private static boolean isName(@Nullable Object claim) {
        return claim instanceof String name && !name.isBlank() && name.length() <= MAX_NAME && Texts.isPlain(name);
    }

    private static @Nullable Object found(Map<?, ?> claims, String path) {
        Object exact = claims.get(path);
        int dot = path.indexOf('.');
        if (exact != null || dot < 0) {
            return exact;
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? found(inner, path.substring(dot + 1))
                : null;
    }

    /** A list, or one text with spaces between. */
    private static Set<Role> roles(@Nullable Object claim) {
        Collection<?> names = claim instanceof Collection<?> list
                ? list
                : claim instanceof String text ? List.of(text.split(" ")) : List.of();
        return names.stream()
                .flatMap(name -> Role.of(String.valueOf(name)).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean hasOneOf(Set<Role> asked) {
        return roles.stream().anyMatch(asked::contains);
    }
}
