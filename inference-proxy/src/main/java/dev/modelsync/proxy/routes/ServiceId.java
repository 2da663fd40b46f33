package dev.modelsync.proxy.routes;

/** Names a service: the key of its events, {@code project/name}. */
public record ServiceId(String project, String name) {
    @Override
    public String toString() {
        return project + '/' + name;
    }
}
