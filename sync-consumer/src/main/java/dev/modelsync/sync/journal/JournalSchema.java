package dev.modelsync.sync.journal;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings schema {@code modelsync} to the present version. The schema may have been made by the DBA
 * for the worker's role; else the role needs CREATE on the database, the first time only.
 */
public final class JournalSchema {
    private static final String SCHEMA = "modelsync";

    private JournalSchema() {}

    public static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .schemas(SCHEMA)
                .locations("classpath:db/modelsync")
                .table("schema_history")
                .load()
                .migrate();
    }
}
