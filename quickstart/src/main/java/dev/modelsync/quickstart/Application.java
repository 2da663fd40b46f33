package dev.modelsync.quickstart;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** One of the applications, in this process; it can be stopped and started again on the port it had. */
final class Application implements AutoCloseable {
    private static final String PORT = "server.port";

    private final Function<Map<String, Object>, ConfigurableApplicationContext> starter;
    private final Map<String, Object> properties;
    private @Nullable ConfigurableApplicationContext context;

    Application(Function<Map<String, Object>, ConfigurableApplicationContext> starter, Map<String, Object> properties) {
        this.starter = starter;
        this.properties = new HashMap<>(properties);
    }

    Application start() {
        ConfigurableApplicationContext started = starter.apply(properties);
        context = started;
        properties.put(PORT, started.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        return this;
    }

    /** What it is set to by the next start. */
    Map<String, Object> properties() {
        return Map.copyOf(properties);
    }

    /** For the next start. */
    void set(String property, Object value) {
        properties.put(property, value);
    }

    void stop() {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    ConfigurableApplicationContext context() {
        if (context == null) {
            throw new IllegalStateException("The application is not running");
        }
        return context;
    }

    URI address() {
        return URI.create("http://localhost:" + properties.get(PORT));
    }

    @Override
    public void close() {
        stop();
    }
}
