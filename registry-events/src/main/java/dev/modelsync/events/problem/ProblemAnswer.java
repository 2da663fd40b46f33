package dev.modelsync.events.problem;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Problem documents (RFC 9457) as answers; the member {@code errors} names each place that is wrong. */
public final class ProblemAnswer {
    private ProblemAnswer() {}

    public static ResponseEntity<ProblemDetail> of(HttpStatus status, String detail) {
        return of(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** @param errors what {@code errors} holds; without the member where there are none */
    public static ResponseEntity<ProblemDetail> of(HttpStatus status, String detail, List<?> errors) {
        return of(ProblemDetail.forStatusAndDetail(status, detail), errors);
    }

    /** As {@link #of(HttpStatus, String, List)}, with the members that the problem has already. */
    public static ResponseEntity<ProblemDetail> of(ProblemDetail problem, List<?> errors) {
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return of(problem);
    }

    private static ResponseEntity<ProblemDetail> of(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
