package dev.modelsync.proxy.routes;

import dev.modelsync.provider.address.Endpoint;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.proxy.routes.Credential.Absence;
import dev.modelsync.proxy.routes.Lookup.Obstacle;
import dev.modelsync.proxy.routes.RouteMaker.Made;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

import static java.util.stream.Collectors.toUnmodifiableSet;

/**
 * The fold of the service topic. Of a service the newest revision counts, in whatever order the changes come; it is
 * in force from the first {@link #settle} that has its credential. Until then the service goes on as it was, address
 * and credential together: a mixture of two revisions is never served. It does not go on as an earlier incarnation,
 * nor, once the store has said that the credential is not to be had, at an address that the registration has left.
 * For one thread.
 */
public final class RouteFold {
    private final Map<ServiceId, Known> services = new HashMap<>();
    private final Set<ServiceId> unsettled = new TreeSet<>();
    private final RouteMaker maker;
    private final RouteTable before;

    /** @param before what is served already, by an earlier fold; it goes on until this one has something better */
    public RouteFold(RouteMaker maker, RouteTable before) {
        this.maker = maker;
        this.before = before;
    }

    /**
     * @param declared the newest change; null after a purge
     * @param serving what requests get
     * @param lacking why the newest change is not in force; null when it is
     */
    private record Known(
            long revision,
            @Nullable ServiceDeclared declared,
            Lookup serving,
            @Nullable Absence lacking) {
        @Nullable Route route() {
            return serving instanceof Lookup.Found found ? found.route() : null;
        }
    }

    /** Takes a change over, unless one that is as new is known. True when it is news. */
    public boolean apply(ServiceDeclared declared) {
        ServiceId service = declared.service();
        Known known = services.get(service);
        if (known != null && declared.revision() <= known.revision) {
            return false;
        }
        if (declared.state() == null) {
            unsettled.remove(service);
            services.put(service, new Known(declared.revision(), declared, new Lookup.Gone(), null));
        } else {
            unsettled.add(service);
            Lookup serving = known == null ? before.find(service) : known.serving;
            services.put(service, new Known(declared.revision(), declared, serving, Absence.LOADING));
        }
        return true;
    }

    /** The service was purged. Its revision is kept, so that no late record brings it back. */
    public void purge(ServiceId service) {
        Known known = services.get(service);
        if (known != null) {
            unsettled.remove(service);
            services.put(service, new Known(known.revision, null, new Lookup.Unknown(), null));
        }
    }

    /** Puts into force what can be, of the changes that are not. True when something is different. */
    public boolean settle() {
        boolean different = false;
        for (ServiceId service : List.copyOf(unsettled)) {
            Known known = Objects.requireNonNull(services.get(service));
            Known next = next(known, Objects.requireNonNull(known.declared));
            different |= !next.equals(known);
            services.put(service, next);
            if (next.lacking == null) {
                unsettled.remove(service);
            }
        }
        return different;
    }

    /** Whether the store has not answered yet for a service. */
    public boolean isLoading() {
        return unsettled.stream()
                .anyMatch(service -> Objects.requireNonNull(services.get(service)).lacking == Absence.LOADING);
    }

    /** The credentials that are not here. */
    public Set<SecretReference> wanted() {
        return unsettled.stream()
                .map(service -> state(service).credential())
                .filter(Objects::nonNull)
                .collect(toUnmodifiableSet());
    }

    /** The services whose newest change is not in force, by name. */
    public List<Waiting> waiting() {
        List<Waiting> waiting = new ArrayList<>();
        for (ServiceId service : unsettled) {
            Known known = Objects.requireNonNull(services.get(service));
            Route route = known.route();
            waiting.add(new Waiting(
                    service,
                    known.revision,
                    state(service).credentialVersion(),
                    route == null ? null : route.credentialVersion(),
                    Objects.requireNonNull(known.lacking)));
        }
        return List.copyOf(waiting);
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

    private ServiceDeclared.State state(ServiceId service) {
        ServiceDeclared declared = Objects.requireNonNull(services.get(service)).declared;
        return Objects.requireNonNull(Objects.requireNonNull(declared).state());
    }

    private Known next(Known known, ServiceDeclared declared) {
        Route old = known.route();
        Route ofThis = old != null && old.uid().equals(declared.uid()) ? old : null;
        Made made = maker.make(declared, Objects.requireNonNull(declared.state()), ofThis);
        if (made instanceof Made.Ready ready) {
            return new Known(known.revision, declared, new Lookup.Found(ready.route()), null);
        }
        if (made instanceof Made.Lacking lacking) {
            return new Known(known.revision, declared, meanwhile(ofThis, lacking), lacking.why());
        }
        return new Known(known.revision, declared, new Lookup.Unready(Obstacle.UNUSABLE_REGISTRATION), null);
    }

    private static Lookup meanwhile(@Nullable Route old, Made.Lacking lacking) {
        return old != null && (lacking.why() == Absence.LOADING || isSameOrigin(old.endpoint(), lacking.endpoint()))
                ? new Lookup.Found(old)
                : new Lookup.Unready(Obstacle.CREDENTIAL_MISSING);
    }

    /** A credential is bound to the scheme, host and port that it was given for. */
    private static boolean isSameOrigin(Endpoint old, Endpoint next) {
        return old.origin().equals(next.origin());
    }
}
