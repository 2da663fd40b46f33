package dev.modelsync.sync.apply;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database that holds a cluster's registry, and what is found out about it. */
public record AidbDatabase(DataSource dataSource, JdbcClient jdbc, AidbCapabilities capabilities, Clock clock) {

    /**
     * Brings the journal's schema up to date and looks at the AIDB build.
     *
     * @throws UnsupportedAidbException when the build cannot be served
     */
    public static AidbDatabase open(DataSource dataSource, Clock clock) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        AidbCapabilities capabilities = AidbCapabilities.probe(jdbc);
        JournalSchema.migrate(dataSource);
        return new AidbDatabase(dataSource, jdbc, capabilities, clock);
    }
}
