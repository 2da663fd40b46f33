package dev.modelsync.events.access;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is let in.
 *
 * @param mode {@code none} on loopback only
 * @param rolesClaim the claim that holds the roles; with dots, the path to it
 * @param token what a token has to be
 * @param client by which people sign in to the pages
 */
@ConfigurationProperties("modelsync.access")
public record AccessProperties(
        @DefaultValue("none") Mode mode,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue Token token,
        @DefaultValue Client client) {
    private static final String PREFIX = "modelsync.access.";

    public AccessProperties {
        require(!rolesClaim.isBlank(), "roles-claim is empty; allowed: the name of a claim, or a path to it with dots");
        if (mode == Mode.OIDC) {
            require(
                    token.issuer() != null,
                    "token.issuer is missing, and mode is oidc; allowed: the address of an OpenID provider");
        } else {
            // Somebody would take the API for guarded.
            require(
                    token.issuer() == null && client.id().isEmpty(),
                    "token.issuer or client.id is set, but mode is none; allowed: mode oidc, or neither of them");
        }
        require(
                client.id().isEmpty() || !client.id().equals(token.audience()),
                "client.id is '" + client.id() + "', as token.audience is; allowed: another one,"
                        + " since a token that says who signed in would pass for one that grants access");
    }

    /** Of tokens and of who signs in; there is one only where callers are asked. */
    public URI issuer() {
        return Objects.requireNonNull(token.issuer(), "with mode oidc there is an issuer");
    }

    /** Whether callers are asked who they are. */
    public enum Mode {
        NONE,
        OIDC
    }

    /**
     * @param issuer of the tokens, exactly as they have it; null only where callers are not asked
     * @param jwkSetUri of the issuer's keys; null for the one that its discovery document names
     * @param audience that a token has to name among others
     * @param clockSkew by which the issuer's clock may differ
     */
    public record Token(
            @Nullable URI issuer,
            @Nullable URI jwkSetUri,
            @DefaultValue("modelsync") String audience,
            @DefaultValue("60s") Duration clockSkew) {
        private static final Duration MOST = Duration.ofMinutes(10);
        private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

        public Token {
            requireAddress("token.issuer", issuer);
            requireAddress("token.jwk-set-uri", jwkSetUri);
            require(!audience.isBlank(), "token.audience is empty; allowed: what tokens have in their claim aud");
            require(
                    !clockSkew.isNegative() && clockSkew.compareTo(MOST) <= 0,
                    "token.clock-skew is " + clockSkew + "; allowed: 0s to 10m");
        }

        private static void requireAddress(String name, @Nullable URI address) {
            require(
                    address == null || isSafe(address),
                    name + " is '" + address + "'; allowed: an absolute https address, or http to loopback");
        }

        /** Whoever can change an answer on its way could make tokens. */
        private static boolean isSafe(URI address) {
            String host = address.getHost();
            return host != null
                    && ("https".equals(address.getScheme())
                            || "http".equals(address.getScheme()) && LOOPBACK.contains(host.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * @param id empty where nobody signs in to the pages
     * @param secret empty for a public client, which proves itself by PKCE alone
     * @param scopes asked for
     */
    public record Client(
            @DefaultValue("") String id,
            @DefaultValue("") String secret,
            @DefaultValue({"openid", "profile"}) List<String> scopes) {
        public Client {
            scopes = List.copyOf(scopes);
            require(scopes.contains("openid"), "client.scopes is " + scopes + "; allowed: a list with openid");
            require(
                    secret.isEmpty() || !id.isEmpty(),
                    "client.secret is set without client.id; allowed: both, or neither");
        }

        @Override
        public String toString() {
            return "Client[id=" + id + ", scopes=" + scopes + "]";
        }
    }

    private static void require(boolean allowed, String otherwise) {
        if (!allowed) {
            throw new IllegalArgumentException(PREFIX + otherwise);
        }
    }
}
