package dev.modelsync.sync.registry;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The AIDB builds that were found in this database, in the order in which they were. */
final class Builds {
    private final JdbcClient jdbc;
    private final Clock clock;

    Builds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a build unless it is the one that was found last. */
    void found(AidbCapabilities build) {
        jdbc.sql("""
                insert into modelsync.build (version, credentials, validates_on_create, validates_afterwards,
                    finds_by_name, found_at)
                select :version, :credentials, :on_create, :afterwards, :by_name, :now
                where not exists (
                    select from (select * from modelsync.build order by id desc limit 1) b
                    where b.version = :version and b.credentials = :credentials and b.validates_on_create = :on_create
                      and b.validates_afterwards = :afterwards and b.finds_by_name = :by_name)
                """)
                .params(Map.of(
                        "version", build.version(),
                        "credentials", build.credentials().name(),
                        "on_create", build.validatesOnCreate(),
                        "afterwards", build.validatesAfterwards(),
                        "by_name", build.findsByName(),
                        "now", Timestamp.from(clock.instant())))
                .update();
    }
}
