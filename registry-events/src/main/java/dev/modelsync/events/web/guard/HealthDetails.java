package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.Callers;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
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
        return HealthEndpointGroups.of(new HealthDetails(groups.getPrimary(), callers), named);
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
