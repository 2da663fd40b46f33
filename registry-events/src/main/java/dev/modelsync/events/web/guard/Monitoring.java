package dev.modelsync.events.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** What is for monitoring, wherever the settings of {@code management} put it: below other paths, or on a port apart. */
final class Monitoring {
    private static final String HEALTH = "health";

    private Monitoring() {}

    /** What a platform's probe asks for. */
    static RequestMatcher probes() {
        return new OrRequestMatcher(
                EndpointRequest.to(HEALTH), EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HEALTH));
    }

    /** With whatever else comes to a port of its own: no page is there. */
    static RequestMatcher any() {
        return new OrRequestMatcher(
                PathPatternRequestMatcher.pathPattern("/actuator/**"),
                EndpointRequest.toAnyEndpoint(),
                probes(),
                Monitoring::hasItsOwnPort);
    }

    private static boolean hasItsOwnPort(HttpServletRequest request) {
        return WebServerApplicationContext.hasServerNamespace(
                WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext()),
                WebServerNamespace.MANAGEMENT.getValue());
    }
}
