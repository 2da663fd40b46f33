package dev.modelsync.events.capture;

import dev.modelsync.events.database.DatabaseProperties;
import java.time.Duration;
import java.util.Properties;

/** Debezium's settings. */
final class EngineSettings {
    /** Topic prefix of the engine; part of the key under which the position is stored, so it never changes. */
    static final String PREFIX = "hm";

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration OFFSET_FLUSH = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SLOT_RETRY = Duration.ofMillis(250);
    private static final int SLOT_RETRIES = 40;
    private static final int QUEUED_BATCHES = 4;

    private EngineSettings() {}

    /** @param run of the engine in this process, each by another number */
    static Properties of(DatabaseProperties database, CaptureProperties capture, int run) {
        Properties engine = new Properties();
        engine.setProperty("name", "modelsync");
        engine.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        engine.setProperty("topic.prefix", PREFIX);
        // An engine that hangs in a dead connection keeps its metrics; the next one would wait two minutes for their
        // name.
        engine.setProperty("custom.metric.tags", "run=" + run);
        connection(engine, database);
        tables(engine, capture);
        pace(engine, capture);
        PostgresOffsetStore.settings(database).forEach(engine::setProperty);
        engine.setProperty("offset.storage", PostgresOffsetStore.class.getName());
        engine.setProperty("offset.flush.interval.ms", millis(OFFSET_FLUSH));
        return engine;
    }

    private static void connection(Properties engine, DatabaseProperties database) {
        engine.setProperty("database.hostname", database.host());
        engine.setProperty("database.port", Integer.toString(database.port()));
        engine.setProperty("database.dbname", database.name());
        engine.setProperty("database.user", database.username());
        engine.setProperty("database.password", database.password());
        database.parameters().forEach((name, value) -> engine.setProperty("driver." + name, value));
    }

    private static void tables(Properties engine, CaptureProperties capture) {
        engine.setProperty("plugin.name", "pgoutput");
        engine.setProperty("slot.name", capture.slotName());
        engine.setProperty("slot.drop.on.stop", "false");
        // An earlier holder's backend may take a moment to end; the default is to look again after 10 s.
        engine.setProperty("slot.retry.delay.ms", millis(SLOT_RETRY));
        engine.setProperty("slot.max.retries", Integer.toString(SLOT_RETRIES));
        engine.setProperty("publication.name", "modelsync");
        engine.setProperty("publication.autocreate.mode", "disabled");
        engine.setProperty("schema.include.list", "hm");
        engine.setProperty("table.include.list", ServiceRows.TABLE + ',' + ClusterRows.TABLE);
        engine.setProperty("snapshot.mode", "when_needed");
        engine.setProperty("tombstones.on.delete", "false");
        // Other users of the database may write such messages as well; those are none of ours.
        engine.setProperty("message.prefix.include.list", LogMessages.PREFIX);
    }

    private static void pace(Properties engine, CaptureProperties capture) {
        engine.setProperty("poll.interval.ms", millis(capture.pollInterval()));
        engine.setProperty("max.batch.size", Integer.toString(capture.maxBatchSize()));
        engine.setProperty("max.queue.size", Integer.toString(capture.maxBatchSize() * QUEUED_BATCHES));
        // Moves the slot on while only other tables are written, so that the log does not pile up.
        engine.setProperty("heartbeat.interval.ms", millis(HEARTBEAT));
        // Repeating is done in one place, by the capture itself.
        engine.setProperty("errors.max.retries", "0");
        engine.setProperty("task.management.timeout.ms", millis(STOP_TIMEOUT));
        engine.setProperty("record.processing.shutdown.timeout.ms", millis(STOP_TIMEOUT));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
