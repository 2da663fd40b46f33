package dev.modelsync.sync.settings;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * The connections to a cluster's database: one to apply, one to relay. The limits hold on the server
 * too, so that a worker that hangs blocks nobody for long; an address may override them.
 */
public final class ClusterPool {
    private static final int CONNECTIONS = 2;
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(3);
    private static final Duration LOCK = Duration.ofSeconds(2);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(60);
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 60;

    private ClusterPool() {}

    /** Opens no connection yet. */
    public static HikariDataSource of(String clusterId, ClusterSettings.Database database) {
        return of(clusterId, database, "");
    }

    /** The same for one who only looks. */
    public static HikariDataSource readOnly(String clusterId, ClusterSettings.Database database) {
        return of(clusterId, database, " -c default_transaction_read_only=on");
    }

    private static HikariDataSource of(String clusterId, ClusterSettings.Database database, String furtherOptions) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("modelsync-" + clusterId);
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        if (database.password() != null) {
            config.setPassword(database.password().text());
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "modelsync:" + clusterId);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
        config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
        config.addDataSourceProperty(
                "options",
                "-c lock_timeout=" + LOCK.toMillis()
                        + " -c statement_timeout=" + STATEMENT.toMillis()
                        + " -c idle_in_transaction_session_timeout=" + IDLE_IN_TRANSACTION.toMillis()
                        + furtherOptions);
        return new HikariDataSource(config);
    }
}
