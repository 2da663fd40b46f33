package dev.modelsync.proxy.routes;

import java.util.Map;

/** All services at one moment. Immutable. */
public final class RouteTable {
    public static final RouteTable EMPTY = new RouteTable(Map.of());

    private static final Lookup UNKNOWN = new Lookup.Unknown();

    private final Map<ServiceId, Lookup> services;

    RouteTable(Map<ServiceId, Lookup> services) {
        this.services = Map.copyOf(services);
    }

    public Lookup find(ServiceId service) {
        return services.getOrDefault(service, UNKNOWN);
    }

    /** How many services can be reached. */
    public long reachable() {
        return services.values().stream().filter(Lookup.Found.class::isInstance).count();
    }

    /** How many are registered and cannot be reached. */
    public long unready() {
        return services.values().stream()
                .filter(Lookup.Unready.class::isInstance)
                .count();
    }
}
