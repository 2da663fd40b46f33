package dev.modelsync.events.fleet;

import dev.modelsync.events.problem.ProblemAnswer;
import dev.modelsync.events.registration.rules.Texts;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** The answer about a cluster that is neither enrolled nor has reported. */
public final class UnknownCluster {
    private UnknownCluster() {}

    /** In words that stand behind "no cluster". */
    public static String said(String id) {
        return "'" + Texts.shown(id) + "' is enrolled, and none of that id has reported";
    }

    public static ResponseEntity<ProblemDetail> answer(String id) {
        return ProblemAnswer.of(HttpStatus.NOT_FOUND, "No cluster " + said(id));
    }
}
