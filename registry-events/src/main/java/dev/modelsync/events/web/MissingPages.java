package dev.modelsync.events.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Addresses at which there is nothing at all: a page for a person, a problem document for everybody else. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingPages {
    private final Frame frame;

    MissingPages(Frame frame) {
        this.frame = frame;
    }

    @ExceptionHandler
    Object missing(NoResourceFoundException e, HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean person = accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
        return person && !request.getRequestURI().startsWith("/api/")
                ? frame.message(HttpStatus.NOT_FOUND, "Nothing here", "There is no page at this address.")
                : ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(e.getBody());
    }
}
