package dev.modelsync.proxy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** At the most talkative level of every logger, nothing of a request, an answer or a credential is written. */
class SilentLogIT {
    private static final String KEY = "canary-key-4711-provider";
    private static final String ACCESS_KEY = "canary-access-key-4712";
    private static final String SECRET_KEY = "canary-secret-key-4713";
    private static final String ROTATED = "canary-key-4714-rotated";
    private static final String BODY = "canary-body-4715";
    private static final String HEADER = "canary-header-4716";
    private static final String QUERY = "canary-query-4717";
    private static final String PATH = "canaryPathOfARequest";
    private static final String ANSWER = "canary-answer-4719";
    private static final String ANSWER_HEADER = "canary-answer-header-4720";
    private static final String WRONG_TOKEN = "canary-token-4721";
    private static final List<String> CANARIES = List.of(
            KEY, ACCESS_KEY, SECRET_KEY, ROTATED, BODY, HEADER, QUERY, PATH, ANSWER, ANSWER_HEADER, WRONG_TOKEN);

    private final TestProxy proxy = TestProxy.hasty();
    private final String project = TestProxy.fresh("project");
    private final String token = proxy.enrol(project);

    @Test
    void shouldWriteNothingOfWhatItForwards() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> appender = collecting(lines);
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Map<Logger, Level> levels = levels(root);
        // The console would take most of the time.
        root.iteratorForAppenders().forEachRemaining(other -> other.stop());
        root.addAppender(appender);
        levels.keySet().forEach(logger -> logger.setLevel(logger == root ? Level.TRACE : null));
        try {
            forwardAllKinds();
        } finally {
            root.detachAppender(appender);
            levels.forEach(Logger::setLevel);
            root.iteratorForAppenders().forEachRemaining(other -> other.start());
        }

        assertThat(lines).as("the loggers are on").anyMatch(line -> line.startsWith("TRACE"));
        List<String> secrets = new ArrayList<>(CANARIES);
        secrets.add(token);
        List<String> telling = lines.stream()
                .filter(line -> secrets.stream().anyMatch(secret -> tells(line, secret)))
                .map(line -> line.substring(0, Math.min(line.length(), 300)))
                .toList();
        assertThat(telling).isEmpty();
    }

    private static boolean tells(String line, String secret) {
        // A parser that quotes what it cannot read may turn it into capitals.
        return containsIgnoreCase(line, secret)
                || line.contains(Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)))
                || line.contains(java.util.HexFormat.of().formatHex(secret.getBytes(UTF_8)));
    }

    private static boolean containsIgnoreCase(String line, String secret) {
        return line.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT));
    }

    private void forwardAllKinds() throws Exception {
        String good = "HTTP/1.1 200 OK\r\nX-Answer: " + ANSWER_HEADER + "\r\nContent-Length: " + ANSWER.length()
                + "\r\n\r\n" + ANSWER;
        try (RawProvider answering = RawProvider.answering(good);
                RawProvider breaking = new RawProvider(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nX-Answer: " + ANSWER_HEADER + "\r\nContent-Length: 100\r\n\r\n"
                            + ANSWER);
                });
                RawProvider silent = new RawProvider(connection -> {
                    connection.readRequest();
                    connection.awaitLeft();
                });
                RawProvider babbling = RawProvider.answering(ANSWER + "\r\n\r\n");
                RawProvider goingOn = RawProvider.answering("HTTP/1.1 204 No Content\r\n\r\n" + ANSWER + "\r\n\r\n")) {
            TestService service = new TestService(proxy, project).registered(answering.url(), KEY);
            assertThat(post(service, token)).isEqualTo(200);
            assertThat(post(service, WRONG_TOKEN)).isEqualTo(401);
            service.registered(answering.url(), ROTATED);
            assertThat(post(service, token)).isEqualTo(200);
            TestService signed = new TestService(proxy, project)
                    .registered(
                            "AWS_BEDROCK",
                            "ANTHROPIC_V1",
                            answering.url(),
                            Map.of("accessKeyId", ACCESS_KEY, "secretAccessKey", SECRET_KEY));
            assertThat(post(signed, token)).isEqualTo(200);
            assertThat(post(new TestService(proxy, project).registered(silent.url(), KEY), token))
                    .isEqualTo(504);
            assertThat(post(new TestService(proxy, project).registered(babbling.url(), KEY), token))
                    .isEqualTo(502);
            assertThat(post(new TestService(proxy, project).registered(goingOn.url(), KEY), token))
                    .isEqualTo(204);
            assertThat(post(new TestService(proxy, project).registered("http://10.0.0.1", KEY), token))
                    .isEqualTo(502);
            TestService tls =
                    new TestService(proxy, project).registered(answering.url().replace("http:", "https:"), KEY);
            assertThat(post(tls, token)).isEqualTo(504);
            breakOff(new TestService(proxy, project).registered(breaking.url(), KEY));
        }
    }

    private void breakOff(TestService service) throws Exception {
        try (RawCaller caller = new RawCaller(proxy)) {
            caller.post(service.path("/v1beta/models/gemini-pro:" + PATH), token, BODY)
                    .readAll();
        }
        try (RawCaller caller = new RawCaller(proxy)) {
            caller.write("POST " + service.path("/v1beta/models/gemini-pro:" + PATH) + " HTTP/9.9\r\nX: " + HEADER
                            + "\r\n\r\n" + BODY)
                    .readAll();
        }
        try (RawCaller caller = new RawCaller(proxy)) {
            caller.write("POST /x?a " + QUERY + " HTTP/1.1\r\nHost: p\r\n\r\n").readAll();
        }
        try (RawCaller caller = new RawCaller(proxy)) {
            caller.write(PATH + "\r\n" + HEADER + "\r\n\r\n" + BODY).readAll();
        }
    }

    private static int post(TestService service, String shown) {
        return Http.send(HttpRequest.newBuilder(service.at("/v1beta/models/gemini-pro:" + PATH + "?q=" + QUERY))
                        .header("Authorization", "Bearer " + shown)
                        .header("X-Canary", HEADER)
                        .POST(BodyPublishers.ofString(BODY)))
                .statusCode();
    }

    private static Map<Logger, Level> levels(Logger root) {
        Map<Logger, Level> levels = new java.util.HashMap<>();
        for (Logger logger : root.getLoggerContext().getLoggerList()) {
            levels.put(logger, logger.getLevel());
        }
        return levels;
    }

    private static AppenderBase<ILoggingEvent> collecting(List<String> lines) {
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                String trace =
                        event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
                // The test's own client is in the same process.
                if (!event.getLoggerName().startsWith("jdk.")) {
                    lines.add(
                            event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + trace);
                }
            }
        };
        appender.setContext(((Logger) LoggerFactory.getLogger("x")).getLoggerContext());
        appender.start();
        return appender;
    }
}
