package dev.modelsync.events.activity.proof;

import dev.modelsync.proof.ProofLine;
import dev.modelsync.proof.SigningKeys;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code hm.activity_signing_key}: the public keys of all checkpoints. */
final class SigningKeyTable {
    private final JdbcClient jdbc;

    SigningKeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A public key.
     *
     * @param publicKey in PEM
     * @param since when it was used first
     */
    record Known(String keyId, String publicKey, Instant since) {
        private boolean hasSigned(ProofLine.Signed checkpoint) {
            try {
                return SigningKeys.publicKeys(publicKey).stream()
                        .anyMatch(key -> SigningKeys.isSigned(checkpoint.statement(), checkpoint.signature(), key));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Signing key " + keyId + " in the database cannot be used", e);
            }
        }
    }

    void add(SigningKey key, Clock clock) {
        jdbc.sql("""
                        INSERT INTO hm.activity_signing_key (key_id, public_key, since) VALUES (:id, :key, :since)
                        ON CONFLICT (key_id) DO NOTHING
                        """)
                .param("id", key.id())
                .param("key", key.publicPem())
                .param("since", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whether one of them has. */
    boolean hasSigned(ProofLine.Signed checkpoint) {
        return all().stream()
                .filter(known -> known.keyId().equals(checkpoint.keyId()))
                .anyMatch(known -> known.hasSigned(checkpoint));
    }

    /** Oldest first. */
    List<Known> all() {
        return jdbc.sql("SELECT * FROM hm.activity_signing_key ORDER BY since, key_id")
                .query((row, number) -> new Known(
                        row.getString("key_id"),
                        row.getString("public_key"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }
}
