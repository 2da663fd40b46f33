package dev.modelsync.proxy;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as Spring Boot reads them. */
public final class Bound {
    private Bound() {}

    public static <T> T properties(String prefix, Class<T> type, Map<String, ?> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, Bindable.of(type));
    }
}
