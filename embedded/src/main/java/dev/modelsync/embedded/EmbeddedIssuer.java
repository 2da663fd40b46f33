package dev.modelsync.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An OpenID provider on loopback, as far as an application that trusts one sees it: discovery, keys, and signing in by
 * authorization code with PKCE. It asks nobody for a password; who signs in next is told beforehand. Makes any token one
 * asks for, signed with RS256. Thread-safe.
 */
public final class EmbeddedIssuer implements AutoCloseable {
    /** Where its discovery document is. */
    public static final String DISCOVERY = "/.well-known/openid-configuration";

    /** Where its keys are. */
    public static final String KEYS = "/keys";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Duration VALIDITY = Duration.ofMinutes(5);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Clock clock;
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile Map<String, Object> person = Map.of("sub", "nobody");
    private volatile Key key = Key.generated();
    private volatile boolean isDown;

    private EmbeddedIssuer(HttpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** @param id as tokens have it in {@code kid} */
    private record Key(String id, KeyPair pair) {
        static Key generated() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return new Key(UUID.randomUUID().toString(), generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has RSA", e);
            }
        }
    }

    /** On a free port. */
    public static EmbeddedIssuer start(Clock clock) {
        try {
            HttpServer server = HttpServer.create(LoopbackPort.address(0), 0);
            EmbeddedIssuer issuer = new EmbeddedIssuer(server, clock);
            server.setExecutor(issuer.threads);
            server.createContext("/", issuer::handle);
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As tokens have it. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Whoever signs in from now on has these claims in the ID token. */
    public void signIn(Map<String, Object> claims) {
        person = Map.copyOf(claims);
    }

    /**
     * A signed token of this issuer, good for five minutes from now.
     *
     * @param claims added to {@code iss}, {@code iat} and {@code exp}, or in their place
     */
    public String token(Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>();
        all.put("iss", address().toString());
        all.put("iat", clock.instant().getEpochSecond());
        all.put("exp", clock.instant().plus(VALIDITY).getEpochSecond());
        all.putAll(claims);
        Key signing = key;
        String signed = encoded(Map.of("alg", "RS256", "typ", "JWT", "kid", signing.id())) + '.' + encoded(all);
        return signed + '.' + BASE64.encodeToString(signature(signed, signing));
    }

    /** Signs with another key from now on, the only one that it says it has. */
    public void rotate() {
        key = Key.generated();
    }

    /** Answers every request with 503 until {@link #recover()}. */
    public void breakDown() {
        isDown = true;
    }

    public void recover() {
        isDown = false;
    }

    /** How often this path was asked for, while it was broken down as well. */
    public int requests(String path) {
        return requests.getOrDefault(path, 0);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.merge(path, 1, Integer::sum);
            if (isDown) {
                answer(exchange, 503, Map.of());
                return;
            }
            switch (path) {
                case DISCOVERY -> answer(exchange, 200, discovery());
                case KEYS -> answer(exchange, 200, Map.of("keys", List.of(published(key))));
                case "/authorize" -> authorize(exchange);
                case "/token" -> redeem(exchange);
                case "/end-session" -> redirect(exchange, given(query(exchange), "post_logout_redirect_uri"));
                default -> answer(exchange, 404, Map.of());
            }
        }
    }

    private Map<String, Object> discovery() {
        return Map.of(
                "issuer",
                address().toString(),
                "authorization_endpoint",
                address() + "/authorize",
                "token_endpoint",
                address() + "/token",
                "jwks_uri",
                address() + KEYS,
                "end_session_endpoint",
                address() + "/end-session",
                "subject_types_supported",
                List.of("public"),
                "response_types_supported",
                List.of("code"),
                "id_token_signing_alg_values_supported",
                List.of("RS256"));
    }

    private static Map<String, String> published(Key key) {
        RSAPublicKey rsa = (RSAPublicKey) key.pair().getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                key.id(),
                "n",
                BASE64.encodeToString(unsigned(rsa.getModulus().toByteArray())),
                "e",
                BASE64.encodeToString(unsigned(rsa.getPublicExponent().toByteArray())));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = query(exchange);
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        redirect(
                exchange,
                given(asked, "redirect_uri") + "?code=" + code + "&state="
                        + URLEncoder.encode(given(asked, "state"), UTF_8));
    }

    private void redeem(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        if (asked == null || !proves(form.getOrDefault("code_verifier", ""), asked)) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        Map<String, Object> claims = new HashMap<>(person);
        claims.put("aud", given(asked, "client_id"));
        claims.put("nonce", given(asked, "nonce"));
        answer(
                exchange,
                200,
                Map.of(
                        "access_token", UUID.randomUUID().toString(),
                        "token_type", "Bearer",
                        "expires_in", VALIDITY.toSeconds(),
                        "id_token", token(claims)));
    }

    private static boolean proves(String verifier, Map<String, String> asked) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return BASE64.encodeToString(digest).equals(asked.get("code_challenge"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] signature(String text, Key key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.pair().getPrivate());
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A token cannot be signed", e);
        }
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String encoded(Map<String, ?> part) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(part));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return parameters(exchange.getRequestURI().getRawQuery());
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return parameters;
    }

    private static String given(Map<String, String> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    private static void redirect(HttpExchange exchange, String address) throws IOException {
        exchange.getResponseHeaders().set("Location", address);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] json = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }
}
