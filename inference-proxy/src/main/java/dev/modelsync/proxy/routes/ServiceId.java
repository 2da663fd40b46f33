package dev.modelsync.proxy.routes;

import java.util.Comparator;

/** Names a service: the key of its events, {@code project/name}. */
public record ServiceId(String project, String name) implements Comparable<ServiceId> {
    private static final Comparator<ServiceId> ORDER =
            Comparator.comparing(ServiceId::project).thenComparing(ServiceId::name);

    @Override
    public int compareTo(ServiceId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return project + '/' + name;
    }
}
