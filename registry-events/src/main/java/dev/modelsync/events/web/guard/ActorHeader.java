package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.Caller;
import dev.modelsync.events.access.Callers;
import dev.modelsync.events.request.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says who makes a change: the one who is known by now, whatever the request says. */
final class ActorHeader extends OncePerRequestFilter {
    private final Callers callers;

    ActorHeader(Callers callers) {
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Caller> caller = callers.of(SecurityContextHolder.getContext().getAuthentication());
        chain.doFilter(new Named(request, caller.map(Caller::name).orElse(null)), response);
    }

    /** A request as if the caller's name had come with it; without the header where nobody is known. */
    private static final class Named extends HttpServletRequestWrapper {
        private final @Nullable String name;

        Named(HttpServletRequest request, @Nullable String name) {
            super(request);
            this.name = name;
        }

        @Override
        public @Nullable String getHeader(String header) {
            return Actor.HEADER.equalsIgnoreCase(header) ? name : super.getHeader(header);
        }

        @Override
        public Enumeration<String> getHeaders(String header) {
            return Actor.HEADER.equalsIgnoreCase(header)
                    ? Collections.enumeration(name == null ? List.of() : List.of(name))
                    : super.getHeaders(header);
        }
    }
}
