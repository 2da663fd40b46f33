package dev.modelsync.events.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Addresses at which there is nothing at all: a page for a person. Everybody else is answered as by the API. */
final class MissingPages implements HandlerExceptionResolver, Ordered {
    private final Frame frame;

    MissingPages(Frame frame) {
        this.frame = frame;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean person = accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && !request.getRequestURI().startsWith("/api/");
        return person && e instanceof NoResourceFoundException
                ? frame.message(HttpStatus.NOT_FOUND, "Nothing here", "There is no page at this address.")
                : null;
    }
}
