package dev.modelsync.events.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A header, parameter or body that cannot be read at all; the reason is for the client. */
public final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String reason;
    private final transient List<Wrong> errors;

    public BadRequestException(String reason) {
        this(HttpStatus.BAD_REQUEST, reason);
    }

    public BadRequestException(HttpStatus status, String reason) {
        this(status, reason, List.of());
    }

    public BadRequestException(String reason, List<Wrong> errors) {
        this(HttpStatus.BAD_REQUEST, reason, errors);
    }

    private BadRequestException(HttpStatus status, String reason, List<Wrong> errors) {
        super(reason);
        this.status = status;
        this.reason = reason;
        this.errors = List.copyOf(errors);
    }

    /**
     * What is wrong with a parameter or a header, of which one is named.
     *
     * @param detail what was found and what is allowed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Wrong(
            @Nullable String parameter, @Nullable String header, String detail) {
        public static Wrong parameter(String name, String detail) {
            return new Wrong(name, null, detail);
        }

        public static Wrong header(String name, String detail) {
            return new Wrong(null, name, detail);
        }
    }

    /** @param detail in words that follow the parameter's name */
    public static BadRequestException parameter(String name, String detail) {
        return new BadRequestException(
                "The parameter " + name + " is wrong: " + detail, List.of(Wrong.parameter(name, detail)));
    }

    /** @param detail in words that follow the header's name */
    public static BadRequestException header(String name, String detail) {
        return new BadRequestException(
                "The header " + name + " is wrong: " + detail, List.of(Wrong.header(name, detail)));
    }

    public HttpStatus status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    List<Wrong> errors() {
        return errors;
    }
}
