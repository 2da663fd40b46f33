package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.view.ServiceView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Table {@code hm.idempotency_key}: a registration asked for twice with one key is made once. */
final class IdempotencyKeys {
    private static final int SALT_BYTES = 16;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();
    private final JsonMapper json = JsonMapper.shared();

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known of a key. */
    record Known(boolean sameBody, ServiceView answer) {}

    private record Row(String salt, String digest, String answer) {}

    Optional<Known> find(String project, String key, byte[] body) {
        return jdbc.sql(
                        "SELECT salt, body_sha256, answer FROM hm.idempotency_key WHERE project = :project AND key = :key")
                .param("project", project)
                .param("key", key)
                .query((row, number) ->
                        new Row(row.getString("salt"), row.getString("body_sha256"), row.getString("answer")))
                .optional()
                .map(row -> new Known(
                        row.digest().equals(digest(row.salt(), body)),
                        json.readValue(row.answer(), ServiceView.class)));
    }

    /** In the transaction of the registration; a key that another one has taken meanwhile undoes it. */
    void insert(String project, String key, byte[] body, ServiceView answer) {
        byte[] bytes = new byte[SALT_BYTES];
        random.nextBytes(bytes);
        String salt = HexFormat.of().formatHex(bytes);
        jdbc.sql("""
                        INSERT INTO hm.idempotency_key (project, key, salt, body_sha256, answer)
                        VALUES (:project, :key, :salt, :digest, :answer::jsonb)
                        """)
                .param("project", project)
                .param("key", key)
                .param("salt", salt)
                .param("digest", digest(salt, body))
                .param("answer", json.writeValueAsString(answer))
                .update();
    }

    /** The body holds credentials: salted, so that no two rows can be compared and no table helps. */
    private static String digest(String salt, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt.getBytes(US_ASCII));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
