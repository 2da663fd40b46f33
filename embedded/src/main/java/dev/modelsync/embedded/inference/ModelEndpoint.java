package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the addresses of models. Every failure names the address; an answer of 429 is tried again. Redirects are not
 * followed; which certificates are good enough, the model's {@code tls_config} says. Thread-safe.
 */
final class ModelEndpoint {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int QUOTED = 500;

    /** ASSUMPTION: section 2.3. That 429 is tried again is documented, how often and after which time is not. */
    private static final int ATTEMPTS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final TrustedClients clients;
    private final Duration timeout;
    private final Pause pause;

    /** Lets time pass between two attempts. */
    interface Pause {
        void take(Duration duration) throws InterruptedException;
    }

    /** @param timeout for the connection, and for each attempt as a whole */
    ModelEndpoint(Duration timeout, Pause pause) {
        this.clients = new TrustedClients(timeout);
        this.timeout = timeout;
        this.pause = pause;
    }

    /** @throws StepFailedException when there is no answer, or none that the provider gives when it is well */
    <T> T ask(Call call, Exchange<T> exchange, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.address())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        exchange.headers().always().forEach(request::header);
        exchange.headers().of(call.credential()).forEach(request::header);
        try {
            HttpClient http = clients.of(call.trust());
            return exchange.answer().apply(document(answer(http, request.build()), call.credential()));
        } catch (StepFailedException e) {
            throw e.at(call.address());
        }
    }

    private static JsonNode document(HttpResponse<String> answer, Credential credential) {
        if (answer.statusCode() / 100 != 2) {
            throw new StepFailedException(
                    Reason.HTTP_STATUS,
                    "status %d: %s".formatted(answer.statusCode(), quoted(credential.hiddenIn(answer.body()))));
        }
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new StepFailedException(Reason.UNUSABLE_ANSWER, "the answer is not JSON");
        }
    }

    private static String quoted(String body) {
        String text = body.strip();
        return text.substring(0, Math.min(text.length(), QUOTED));
    }

    private HttpResponse<String> answer(HttpClient http, HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            Duration wait = FIRST_PAUSE;
            for (int attempt = 1; attempt < ATTEMPTS && answer.statusCode() == TOO_MANY_REQUESTS; attempt++) {
                pause.take(asked(answer, wait));
                wait = wait.multipliedBy(2);
                answer = http.send(request, BodyHandlers.ofString());
            }
            return answer;
        } catch (HttpTimeoutException e) {
            throw new StepFailedException(Reason.TIMED_OUT, "no answer within %d ms".formatted(timeout.toMillis()));
        } catch (IOException e) {
            throw new StepFailedException(
                    Reason.UNREACHABLE,
                    "the connection failed (%s)".formatted(e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
        }
    }

    /** What the answer asks for in whole seconds, else the given time; never longer than is bearable. */
    private static Duration asked(HttpResponse<?> answer, Duration otherwise) {
        Duration asked = answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(otherwise);
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }
}
