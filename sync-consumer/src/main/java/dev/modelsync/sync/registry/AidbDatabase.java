package dev.modelsync.sync.registry;

import dev.modelsync.sync.journal.JournalSchema;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database that holds a cluster's registry, and what is found out about it. */
public record AidbDatabase(DataSource dataSource, JdbcClient jdbc, AidbCapabilities capabilities, Clock clock) {

    /**
     * Looks at the AIDB build, brings the journal's schema up to date and notes there which build it is.
     *
     * @throws UnsupportedAidbException when the build cannot be served
     */
    public static AidbDatabase open(DataSource dataSource, Clock clock) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        AidbCapabilities capabilities = AidbCapabilities.probe(jdbc);
        JournalSchema.migrate(dataSource);
        new Builds(jdbc, clock).found(capabilities);
        return new AidbDatabase(dataSource, jdbc, capabilities, clock);
    }
}
