package dev.modelsync.proxy.routes;

/** The services as they are now. Read by many threads without a lock; written by one. */
public final class Routes {
    private volatile RouteTable table = RouteTable.EMPTY;

    public Lookup find(ServiceId service) {
        return table.find(service);
    }

    /** Whether anything has been published. */
    public boolean isKnown() {
        return table != RouteTable.EMPTY;
    }

    public RouteTable table() {
        return table;
    }

    public void publish(RouteTable next) {
        table = next;
    }
}
