package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.Callers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.security.core.Authentication;

/** Health as a platform's probe sees it, the status alone, unless its caller may read the rest. */
record HealthDetails(HealthEndpointGroup group, Callers callers) implements HealthEndpointGroup {
    static HealthEndpointGroups in(HealthEndpointGroups groups, Callers callers) {
        Map<String, HealthEndpointGroup> named = groups.getNames().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> new HealthDetails(Objects.requireNonNull(groups.get(name), name), callers)));
        return new Groups(new HealthDetails(groups.getPrimary(), callers), named);
    }

    /** Boot asks them for their paths as well, which are those that each had before. */
    private record Groups(HealthEndpointGroup primary, Map<String, HealthEndpointGroup> named)
            implements HealthEndpointGroups, AdditionalPathsMapper {
        @Override
        public HealthEndpointGroup getPrimary() {
            return primary;
        }

        @Override
        public Set<String> getNames() {
            return named.keySet();
        }

        @Override
        public @Nullable HealthEndpointGroup get(String name) {
            return named.get(name);
        }

        @Override
        public @Nullable List<String> getAdditionalPaths(EndpointId endpoint, WebServerNamespace port) {
            return HealthEndpoint.ID.equals(endpoint)
                    ? Stream.concat(Stream.of(primary), named.values().stream())
                            .flatMap(group -> Stream.ofNullable(group.getAdditionalPath()))
                            .filter(path -> path.hasNamespace(port))
                            .map(AdditionalHealthEndpointPath::getValue)
                            .toList()
                    : null;
        }
    }

    private boolean mayRead(SecurityContext context) {
        return context.getPrincipal() instanceof Authentication caller
                && callers.of(caller).filter(known -> !known.roles().isEmpty()).isPresent();
    }

    @Override
    public boolean showComponents(SecurityContext context) {
        return mayRead(context) && group.showComponents(context);
    }

    @Override
    public boolean showDetails(SecurityContext context) {
        return mayRead(context) && group.showDetails(context);
    }

    @Override
    public boolean isMember(String name) {
        return group.isMember(name);
    }

    @Override
    public StatusAggregator getStatusAggregator() {
        return group.getStatusAggregator();
    }

    @Override
    public HttpCodeStatusMapper getHttpCodeStatusMapper() {
        return group.getHttpCodeStatusMapper();
    }

    @Override
    public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
        return group.getAdditionalPath();
    }
}
