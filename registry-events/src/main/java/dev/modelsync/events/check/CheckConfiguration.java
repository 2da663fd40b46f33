package dev.modelsync.events.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CheckConfiguration {
    private static final String FILE = "version.properties";

    @Bean
    CheckController checkController(List<SelfCheck> parts, Clock clock) {
        return new CheckController(version(), parts, clock);
    }

    /** As written by the build. */
    private static String version() {
        try (InputStream file = CheckConfiguration.class.getResourceAsStream(FILE)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(file, FILE));
            return Objects.requireNonNull(properties.getProperty("version"), "version");
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }
}
