package dev.modelsync.sync.cluster;

import dev.modelsync.sync.SyncConsumerApplication;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which build of the worker this is. */
record BuildInfo(String version) {
    private static final String FILE = "version.properties";

    /** As written by the build. */
    static BuildInfo load() {
        try (InputStream file = SyncConsumerApplication.class.getResourceAsStream(FILE)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(file, FILE));
            return new BuildInfo(Objects.requireNonNull(properties.getProperty("version"), "version"));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /** A gauge that is always 1, as is the custom. */
    void tell(MeterRegistry meters) {
        Gauge.builder("modelsync.build.info", () -> 1)
                .description("The build at work")
                .tag("version", version)
                .register(meters);
    }
}
