package dev.modelsync.events.web;

import dev.modelsync.events.activity.log.ActivityRequest;
import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.provider.secret.SecretStoreException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** What escapes the controllers of pages, as pages without a trace of the inside. */
@ControllerAdvice(basePackageClasses = PageErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageErrors {
    private static final Logger log = LoggerFactory.getLogger(PageErrors.class);

    private final Frame frame;

    PageErrors(Frame frame) {
        this.frame = frame;
    }

    @ExceptionHandler
    ModelAndView notThere(NotThereException e) {
        return frame.message(
                HttpStatus.NOT_FOUND,
                "Nothing here",
                "There is no such page, service or cluster. It may have been deregistered; the activity log then knows when and by whom.");
    }

    @ExceptionHandler
    ModelAndView badRequest(BadRequestException e) {
        return frame.message(HttpStatus.BAD_REQUEST, "This cannot be understood", e.reason() + ".");
    }

    @ExceptionHandler
    ModelAndView refused(RefusedFormException e) {
        return frame.message(HttpStatus.UNPROCESSABLE_CONTENT, "This cannot be done", e.getMessage() + ".");
    }

    @ExceptionHandler
    ModelAndView refused(ActivityRequest.Refused e) {
        return frame.message(HttpStatus.BAD_REQUEST, "This cannot be understood", "The filter of the log is wrong.");
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class,
        TransientDataAccessException.class
    })
    ModelAndView unavailable(RuntimeException e) {
        log.warn("The database does not answer", e);
        ModelAndView page = new ModelAndView("outage");
        page.setStatus(HttpStatus.SERVICE_UNAVAILABLE);
        return page;
    }

    @ExceptionHandler
    ModelAndView storeless(SecretStoreException e) {
        log.warn("The secret store fails", e);
        return frame.message(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Nothing was changed",
                "The secret store, which keeps credentials, fails; the log of the server says what is wrong with it.");
    }

    /** The browser went away. */
    @ExceptionHandler
    ModelAndView gone(AsyncRequestNotUsableException e) {
        log.debug("A browser went away", e);
        return new ModelAndView();
    }

    @ExceptionHandler
    ModelAndView unexpected(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
            return malformed(HttpStatus.valueOf(response.getStatusCode().value()));
        }
        if (e instanceof TypeMismatchException || e instanceof InvalidParameterException) {
            return malformed(HttpStatus.BAD_REQUEST);
        }
        log.error("A page failed unexpectedly: {} {}", request.getMethod(), request.getRequestURI(), e);
        return frame.message(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "This failed",
                "The reason lies inside; it is in the log of the server.");
    }

    private ModelAndView malformed(HttpStatus status) {
        return frame.message(
                status, "This cannot be understood", "The address or the form was not as this page sends it.");
    }
}
