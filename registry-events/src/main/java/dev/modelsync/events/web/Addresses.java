package dev.modelsync.events.web;

import dev.modelsync.events.registration.rules.ServiceKey;
import java.util.List;
import java.util.StringJoiner;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Addresses of pages, read and written. */
final class Addresses {
    private Addresses() {}

    /** @throws NotThereException when there cannot be such a project */
    static String project(String name) {
        if (!ServiceKey.isName(name)) {
            throw new NotThereException();
        }
        return name;
    }

    /** @throws NotThereException when there cannot be such a service */
    static ServiceKey service(String project, String name) {
        return new ServiceKey(project(project), project(name));
    }

    static String services(String project) {
        return "/projects/" + project + "/services";
    }

    static String service(ServiceKey key) {
        return services(key.project()) + "/" + key.name();
    }

    /** The path with those parameters that were given and are not blank. */
    static String with(String path, MultiValueMap<String, String> given, List<String> names) {
        StringJoiner query = new StringJoiner("&", path + "?", "").setEmptyValue(path);
        for (String name : names) {
            given.getOrDefault(name, List.of()).stream()
                    .filter(value -> !value.isBlank())
                    .forEach(value -> query.add(name + "=" + UriUtils.encode(value.strip(), UTF_8)));
        }
        return query.toString();
    }

    /** The address with one more parameter. */
    static String and(String address, String name, String value) {
        return address + (address.contains("?") ? "&" : "?") + name + "=" + UriUtils.encode(value, UTF_8);
    }
}
