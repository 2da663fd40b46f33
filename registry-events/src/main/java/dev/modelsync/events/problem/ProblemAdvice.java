package dev.modelsync.events.problem;

import dev.modelsync.provider.secret.SecretStoreException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What escapes the controllers, as problem documents without a trace of the inside. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badRequest(BadRequestException e) {
        return ProblemAnswer.of(e.status(), e.reason(), e.errors());
    }

    /** Of the server, when the query is asked for its parameters first. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableQuery(InvalidParameterException e) {
        return ProblemAnswer.of(
                HttpStatus.BAD_REQUEST,
                "The query cannot be read; allowed: percent-encoded UTF-8, of at most 1000 parameters");
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<ProblemDetail> unavailable(RuntimeException e) {
        log.warn("The database does not answer", e);
        return ProblemAnswer.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database does not answer; whether a change was made is unknown until the service is read again");
    }

    /** Credentials are stored before anything else is written. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> storeless(SecretStoreException e) {
        log.warn("The secret store fails", e);
        return ProblemAnswer.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The secret store fails, so nothing was changed; the log says what is wrong with it");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(RuntimeException e) {
        log.error("A request failed unexpectedly", e);
        return ProblemAnswer.of(
                HttpStatus.INTERNAL_SERVER_ERROR, "The request failed for a reason inside; it is in the log");
    }

    /** Whatever the client accepts: a header Accept that cannot be read would leave it without an answer. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders typed = HttpHeaders.copyOf(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(body, typed, status);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        e.getBody().setDetail("The content type is " + e.getContentType() + "; allowed: " + e.getSupportedMediaTypes());
        return super.handleHttpMediaTypeNotSupported(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        e.getBody().setDetail("The header Accept allows nothing of what there is: " + e.getSupportedMediaTypes());
        return super.handleHttpMediaTypeNotAcceptable(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        e.getBody().setDetail("There is no such method here; allowed: " + e.getSupportedHttpMethods());
        return super.handleHttpRequestMethodNotSupported(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        e.getBody().setDetail("There is nothing at this path; the paths of the API stand in /api/v1/openapi.json");
        return super.handleNoResourceFoundException(e, headers, status, request);
    }
}
