package dev.modelsync.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.modelsync.embedded.ProviderAnswer.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Map.entry;

/**
 * Providers of models on loopback: OpenAI (embeddings, chat, models), NVIDIA NIM (OCR, reranking), Anthropic
 * (messages, also as AWS Bedrock takes them), Gemini (generated text), and what they and OpenRouter tell for
 * nothing, below any path. Any credential is good, none is answered by 401; each family
 * has its own place for it and its own form of errors. The same request always gets the same answer.
 *
 * <p>Every request is recorded before it is answered, also one that is refused; of more than {@value
 * #RECORDED}, or of more than 64 Mi characters in their bodies, the oldest are dropped. Thread-safe.
 */
public final class FakeProvider implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FakeProvider.class);

    private static final int RECORDED = 10_000;
    private static final long RECORDED_CHARACTERS = 64L * 1024 * 1024;
    private static final int LARGEST_BODY = 16 * 1024 * 1024;
    private static final String API = "/v1/";
    private static final String BETA = "/v1beta/";

    private static final Map<String, Route> ROUTES = Map.ofEntries(
            entry("GET models", new Route(ProviderDialect.OPENAI, nothing -> OpenAiAnswers.models())),
            entry("GET anthropic models", new Route(ProviderDialect.ANTHROPIC, ModelLists::anthropic)),
            entry("GET v1beta/models", new Route(ProviderDialect.GEMINI, ModelLists::gemini)),
            entry("GET key", new Route(ProviderDialect.OPENAI, ModelLists::openRouterKey)),
            entry("GET metadata", new Route(ProviderDialect.NVIDIA, ModelLists::nimMetadata)),
            entry("POST embeddings", new Route(ProviderDialect.OPENAI, OpenAiAnswers::embeddings)),
            entry("POST chat/completions", new Route(ProviderDialect.OPENAI, OpenAiAnswers::chatCompletion)),
            entry("POST infer", new Route(ProviderDialect.NVIDIA, NvidiaAnswers::ocr)),
            entry("POST ranking", new Route(ProviderDialect.NVIDIA, NvidiaAnswers::ranking)),
            entry("POST messages", new Route(ProviderDialect.ANTHROPIC, AnthropicAnswers::message)),
            entry("POST invoke", new Route(ProviderDialect.BEDROCK, AnthropicAnswers::bedrockMessage)),
            entry("POST generateContent", new Route(ProviderDialect.GEMINI, GeminiAnswers::generated)));

    /** Paths that have the model in them, with the name of what is below it. */
    private static final Pattern OF_A_MODEL =
            Pattern.compile(".*(?:/v1beta/models/[^/]+:(?=generateContent$)|/model/.+/(?=invoke$))(\\w+)");

    private record Route(ProviderDialect dialect, Function<JsonNode, ProviderAnswer> answer) {}

    private final HttpServer server;
    private final ExecutorService threads;
    private final String certificate;
    private final Map<String, Misbehaviour> misbehaviours = new ConcurrentHashMap<>();
    private final RequestLog requests = new RequestLog(RECORDED, RECORDED_CHARACTERS);

    private FakeProvider(HttpServer server, ExecutorService threads, String certificate) {
        this.server = server;
        this.threads = threads;
        this.certificate = certificate;
    }

    /**
     * @param port 0 for a free port
     * @throws PortTakenException when something else listens on the port
     */
    public static FakeProvider start(int port) {
        return start(bind(port), "");
    }

    /** With TLS, on a free port, under a certificate that nobody vouches for. */
    public static FakeProvider startWithTls() {
        HttpsServer server = bindWithTls();
        SelfSigned certificate = SelfSigned.make();
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        return start(server, certificate.pem());
    }

    private static FakeProvider start(HttpServer server, String certificate) {
        ExecutorService threads = Executors.newCachedThreadPool(FakeProvider::daemon);
        FakeProvider provider = new FakeProvider(server, threads, certificate);
        server.setExecutor(threads);
        server.createContext("/", provider::handle);
        server.start();
        return provider;
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(LoopbackPort.address(port), 0);
        } catch (BindException taken) {
            throw new PortTakenException("The fake provider", port, taken);
        } catch (IOException cause) {
            throw new UncheckedIOException("the fake provider cannot be started on port %d".formatted(port), cause);
        }
    }

    private static HttpsServer bindWithTls() {
        try {
            return HttpsServer.create(LoopbackPort.address(0), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException("the fake provider cannot be started", cause);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-provider");
        thread.setDaemon(true);
        return thread;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Without a path and a slash at its end, as an endpoint is registered. */
    public URI baseUrl() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create("%s://%s:%d".formatted(scheme, LoopbackPort.HOST, port()));
    }

    /** What it shows, in PEM, for those who want to trust it; empty without TLS. */
    public String certificate() {
        return certificate;
    }

    /**
     * From now on misbehaves to whoever calls below the prefix.
     *
     * @param prefix one segment with its slash, for example {@code /broken}
     */
    public void misbehave(String prefix, Misbehaviour misbehaviour) {
        misbehaviours.put(prefix, misbehaviour);
    }

    /** From now on works again for those who call below the prefix. */
    public void behave(String prefix) {
        misbehaviours.remove(prefix);
    }

    /** What was received until now, oldest first. */
    public List<RecordedRequest> requests() {
        return requests.all();
    }

    /** Breaks off what is being answered; a second call does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            RecordedRequest request = recorded(exchange, body);
            requests.add(request);
            Misbehaviour misbehaviour = misbehaviours.get(prefix(request.path()));
            if (misbehaviour != null) {
                misbehaviour.act(exchange);
                return;
            }
            answer(request, body.length > LARGEST_BODY).send(exchange);
        } catch (IOException callerLeft) {
            log.debug("The caller of the fake provider left before it had the whole answer", callerLeft);
        }
    }

    /** The first segment of the path. */
    private static String prefix(String path) {
        int end = path.indexOf('/', 1);
        return end < 0 ? path : path.substring(0, end);
    }

    private static RecordedRequest recorded(HttpExchange exchange, byte[] body) {
        URI target = exchange.getRequestURI();
        return new RecordedRequest(
                exchange.getRequestMethod(),
                target.getPath(),
                Objects.requireNonNullElse(target.getRawQuery(), ""),
                exchange.getRequestHeaders(),
                new String(body, StandardCharsets.UTF_8));
    }

    private static ProviderAnswer answer(RecordedRequest request, boolean tooLarge) {
        Route route = ROUTES.get(request.method() + " " + endpoint(request));
        if (route == null) {
            return refusal(
                    ProviderDialect.OPENAI, 404, "no endpoint %s %s".formatted(request.method(), request.path()));
        }
        if (!route.dialect().hasCredential(request)) {
            return refusal(route.dialect(), 401, "the request shows no credential");
        }
        if (tooLarge) {
            return refusal(route.dialect(), 413, "the body has more than %d bytes".formatted(LARGEST_BODY));
        }
        return answer(route, request.body());
    }

    /** Two families list their models at the same path; one of them is known by where it takes its key. */
    private static String endpoint(RecordedRequest request) {
        if (request.path().endsWith(BETA + "models")) {
            return "v1beta/models";
        }
        Matcher ofAModel = OF_A_MODEL.matcher(request.path());
        if (ofAModel.matches()) {
            return ofAModel.group(1);
        }
        int api = request.path().lastIndexOf(API);
        String endpoint = api < 0 ? "" : request.path().substring(api + API.length());
        boolean anthropic = endpoint.equals("models")
                && request.header(ProviderDialect.API_KEY).isPresent();
        return anthropic ? "anthropic models" : endpoint;
    }

    private static ProviderAnswer answer(Route route, String body) {
        try {
            return route.answer().apply(JsonMapper.shared().readTree(body));
        } catch (JacksonException unreadable) {
            return refusal(route.dialect(), 400, "the body is not the JSON that this endpoint takes");
        } catch (UnusableRequestException unusable) {
            return refusal(route.dialect(), 400, Objects.requireNonNull(unusable.getMessage()));
        }
    }

    private static ProviderAnswer refusal(ProviderDialect dialect, int status, String message) {
        return new Document(status, dialect.error(status, message));
    }
}
