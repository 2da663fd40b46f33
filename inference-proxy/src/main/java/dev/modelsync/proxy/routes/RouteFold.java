package dev.modelsync.proxy.routes;

import dev.modelsync.proxy.routes.Lookup.Obstacle;
import dev.modelsync.proxy.routes.RouteMaker.Made;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fold of the service topic. Of a service the newest revision counts, in whatever order the changes come.
 * While the credential of a new revision cannot be had, the service goes on as it was, address and credential
 * together; but not as an earlier incarnation. For one thread.
 */
public final class RouteFold {
    private final Map<ServiceId, Known> services = new HashMap<>();
    private final RouteMaker maker;

    public RouteFold(RouteMaker maker) {
        this.maker = maker;
    }

    /**
     * @param declared the newest change; null after a purge
     * @param serving what requests get
     * @param waiting whether the newest change still lacks its credential
     */
    private record Known(long revision, @Nullable ServiceDeclared declared, Lookup serving, boolean waiting) {}

    /** Takes a change over, unless one that is as new is known. True when it is news. */
    public boolean apply(ServiceDeclared declared) {
        Known known = services.get(declared.service());
        if (known != null && declared.revision() <= known.revision) {
            return false;
        }
        services.put(declared.service(), next(declared, known));
        return true;
    }

    /** The service was purged. Its revision is kept, so that no late record brings it back. */
    public void purge(ServiceId service) {
        Known known = services.get(service);
        if (known != null) {
            services.put(service, new Known(known.revision, null, new Lookup.Unknown(), false));
        }
    }

    /** Looks once more for credentials that were missing. True when one was found. */
    public boolean retry() {
        boolean found = false;
        for (Map.Entry<ServiceId, Known> entry : services.entrySet()) {
            Known known = entry.getValue();
            if (known.waiting && known.declared != null) {
                Known next = next(known.declared, known);
                entry.setValue(next);
                found |= !next.waiting;
            }
        }
        return found;
    }

    /** Whether a service waits for its credential. */
    public boolean isWaiting() {
        return services.values().stream().anyMatch(known -> known.waiting);
    }

    public RouteTable table() {
        Map<ServiceId, Lookup> table = new HashMap<>();
        services.forEach((service, known) -> {
            if (!(known.serving instanceof Lookup.Unknown)) {
                table.put(service, known.serving);
            }
        });
        return new RouteTable(table);
    }

    private Known next(ServiceDeclared declared, @Nullable Known before) {
        if (declared.state() == null) {
            return new Known(declared.revision(), declared, new Lookup.Gone(), false);
        }
        Made made = maker.make(declared, declared.state());
        if (made instanceof Made.Ready ready) {
            return new Known(declared.revision(), declared, new Lookup.Found(ready.route()), false);
        }
        if (made instanceof Made.Unusable) {
            return new Known(declared.revision(), declared, new Lookup.Unready(Obstacle.UNUSABLE_REGISTRATION), false);
        }
        return new Known(declared.revision(), declared, meanwhile(declared, before), true);
    }

    private static Lookup meanwhile(ServiceDeclared declared, @Nullable Known before) {
        if (before == null || before.declared == null || !(before.serving instanceof Lookup.Found)) {
            return new Lookup.Unready(Obstacle.CREDENTIAL_MISSING);
        }
        return before.declared.uid().equals(declared.uid())
                ? before.serving
                : new Lookup.Unready(Obstacle.CREDENTIAL_MISSING);
    }
}
