package dev.modelsync.events.registration;

import org.springframework.http.HttpStatus;

/** A header, parameter or body that cannot be read at all; the reason is for the client. */
public final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String reason;

    public BadRequestException(String reason) {
        this(HttpStatus.BAD_REQUEST, reason);
    }

    public BadRequestException(HttpStatus status, String reason) {
        super(reason);
        this.status = status;
        this.reason = reason;
    }

    public HttpStatus status() {
        return status;
    }

    public String reason() {
        return reason;
    }
}
