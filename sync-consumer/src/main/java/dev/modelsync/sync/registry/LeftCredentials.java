package dev.modelsync.sync.registry;

import dev.modelsync.sync.registry.AidbCapabilities.CredentialHome;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Named credentials of ours that no model works with any more. AIDB documents how one is made, and no function by which
 * it could be changed or deleted; so the secret stays there until a DBA deletes it. One that is left is never used again,
 * for it may have been deleted meanwhile.
 */
public final class LeftCredentials {
    private final RegistryTransactions transactions;
    private final JdbcClient jdbc;
    private final CredentialSource source;
    private final Clock clock;
    private final boolean possible;

    /** @param service whose it was; empty for the cluster's access token */
    public record Left(String name, String service) {}

    private record Unused(Left credential, String fingerprint) {}

    public LeftCredentials(AidbDatabase database, CredentialSource source) {
        this.transactions = new RegistryTransactions(database);
        this.jdbc = database.jdbc();
        this.source = source;
        this.clock = database.clock();
        this.possible = database.capabilities().credentials() == CredentialHome.NAMED;
    }

    /** Notes those that are left by now; answers those that were not noted before. */
    public List<Left> note() {
        return possible && !unused().isEmpty() ? transactions.run(transaction -> noted()) : List.of();
    }

    private List<Left> noted() {
        List<Left> left = unused();
        jdbc.sql("update modelsync.named_credential set left_at = :now where name = any (:names)")
                .param("now", Timestamp.from(clock.instant()))
                .param("names", left.stream().map(Left::name).toArray(String[]::new))
                .update();
        return left;
    }

    private List<Left> unused() {
        return jdbc
                .sql("""
                        select c.name, c.token_fingerprint, coalesce(c.service, '') as service
                        from modelsync.named_credential c
                        where c.left_at is null
                          and not exists (select from modelsync.model m where m.credential = c.name)
                        order by c.created_at, c.name
                        """)
                .query((row, number) -> new Unused(
                        new Left(row.getString("name"), row.getString("service")), row.getString("token_fingerprint")))
                .list()
                .stream()
                .filter(credential -> !source.mayStay(credential.fingerprint()))
                .map(Unused::credential)
                .toList();
    }
}
