package dev.modelsync.events.web.guard;

import dev.modelsync.events.registration.rules.Texts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site makes a browser send: under a name that is none of ours (DNS rebinding), or across
 * origins, unless it only follows a link. A client that is no browser sends none of these headers, and passes.
 */
final class RequestGuard extends OncePerRequestFilter {
    /** A browser takes a host of digits, dots and colons for an address, which no foreign name can be rebound to. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Set<String> allowedHosts;
    private final Refusals refusals;

    RequestGuard(WebProperties properties, Refusals refusals) {
        allowedHosts = Set.copyOf(properties.allowedHosts());
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isOurs(request.getServerName())) {
            refusals.answer(
                    response,
                    HttpStatus.MISDIRECTED_REQUEST,
                    "This server does not answer to the name '" + Texts.shown(request.getServerName())
                            + "'; allowed: localhost, addresses, and the names in modelsync.web.allowed-hosts");
            return;
        }
        Optional<String> foreign = foreign(request);
        if (foreign.isPresent()) {
            refusals.answer(response, HttpStatus.FORBIDDEN, foreign.get());
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isOurs(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || ADDRESS.matcher(name).matches()
                || allowedHosts.contains(name);
    }

    private static Optional<String> foreign(HttpServletRequest request) {
        boolean reading = READING.contains(request.getMethod());
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN_SITE.contains(site)) {
            boolean follows = reading && "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
            return follows ? Optional.empty() : Optional.of("Another site sent this request, and may not");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return reading || origin == null || isSame(origin, request.getHeader(HttpHeaders.HOST))
                ? Optional.empty()
                : Optional.of("A page of the origin '" + Texts.shown(origin) + "' sent this request, and may not");
    }

    /** Without the scheme: a proxy in front may have ended TLS. */
    private static boolean isSame(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
