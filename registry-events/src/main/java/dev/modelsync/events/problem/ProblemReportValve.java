package dev.modelsync.events.problem;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** What the server refuses before a controller sees it, as problem documents too. */
final class ProblemReportValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        boolean answered = response.getContentWritten() > 0 || !response.setErrorReported();
        if (status == null || !status.isError() || answered) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            Writer out = response.getReporter();
            if (out != null) {
                out.write(JsonMapper.shared().writeValueAsString(problem(status, request.getRequestURI())));
                response.finishResponse();
            }
        } catch (IOException e) {
            log.debug("The client was gone before the answer", e);
        }
    }

    /** @param path as it was sent, null when it could not be made out; left out where it is no URI */
    private static Map<String, Object> problem(HttpStatus status, @Nullable String path) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put(
                "detail",
                status == HttpStatus.BAD_REQUEST
                        ? "The server cannot read the request: its first line, its path or a header is not allowed or too long"
                        : "The server refuses the request");
        if (path != null && isReference(path)) {
            problem.put("instance", path);
        }
        return problem;
    }

    private static boolean isReference(String path) {
        try {
            return !new URI(path).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
