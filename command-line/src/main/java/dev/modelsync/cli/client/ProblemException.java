package dev.modelsync.cli.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Hybrid Manager has refused the request, and says why. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode problem;

    ProblemException(int status, JsonNode problem) {
        super(status + " "
                + problem.path("detail").asString(problem.path("title").asString("")));
        this.status = status;
        this.problem = problem;
    }

    public int status() {
        return status;
    }

    /** The problem by RFC 9457; missing members where the server has said less. */
    public JsonNode problem() {
        return problem;
    }

    /** Whether one of its errors has this code. */
    public boolean has(String code) {
        return problem.path("errors")
                .valueStream()
                .anyMatch(error -> error.path("code").asString("").equals(code));
    }

    /** The detail, or in its place what is wrong with each field, parameter and header. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (JsonNode error : problem.path("errors")) {
            lines.add(place(error) + ": " + error.path("detail").asString(""));
        }
        if (lines.isEmpty()) {
            String detail = problem.path("detail").asString("");
            lines.add(detail.isEmpty() ? "Hybrid Manager answered " + status : detail);
        }
        return lines;
    }

    private static String place(JsonNode error) {
        if (error.has("parameter")) {
            return "parameter " + error.get("parameter").asString();
        }
        if (error.has("header")) {
            return "header " + error.get("header").asString();
        }
        String pointer = error.path("pointer").asString("");
        return pointer.isEmpty() ? "the request" : pointer;
    }
}
