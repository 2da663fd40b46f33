package dev.modelsync.quickstart;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until an application says of itself that it is at work. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI health;

    Readiness(URI application) {
        health = application.resolve("/actuator/health");
    }

    private record Report(int status, String text) {}

    /**
     * Returns when the application is healthy, with the given text in its report.
     *
     * @throws IllegalStateException with its last report when it is not in time
     */
    void await(String mark) {
        long started = System.nanoTime();
        Report last = ask();
        while (last.status != HttpURLConnection.HTTP_OK || !last.text.contains(mark)) {
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        health + " is not at work after " + PATIENCE.toSeconds() + " s: " + last.text);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            last = ask();
        }
    }

    private Report ask() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(health).timeout(PATIENCE).build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Report(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Report(0, "no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + health + " was starting", e);
        }
    }
}
