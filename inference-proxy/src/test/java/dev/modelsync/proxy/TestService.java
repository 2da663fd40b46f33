package dev.modelsync.proxy;

import dev.modelsync.contract.Topic;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.proxy.routes.Lookup;
import dev.modelsync.proxy.routes.Routes;
import dev.modelsync.proxy.routes.ServiceId;
import dev.modelsync.schema.ChangeSource;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** A service as Hybrid Manager announces it, and as a cluster calls it. */
public final class TestService {
    /** A path of its own for whatever tests call, and models that are named in the path. */
    private static final List<ModelState> MODELS = Stream.concat(
                    Stream.of(
                                    "/v1/x",
                                    "/v1/first",
                                    "/v1/second",
                                    "/v1/files",
                                    "/v1/embeddings",
                                    "/v1/chat/completions",
                                    "/v1/messages",
                                    "/other/v1/messages",
                                    "/v1/ranking",
                                    "/v1/infer",
                                    "/openai/v1/chat/completions")
                            .map(path -> model("m", "openai_completions", path)),
                    Stream.of(
                            model("anthropic.claude-v1:0", "anthropic_messages_bedrock", "/model"),
                            model("gemini-pro", "gemini", "/v1beta")))
            .toList();

    private final TestProxy proxy;
    private final String project;
    private final String name;
    private String uid = UUID.randomUUID().toString();

    public TestService(TestProxy proxy, String project) {
        this.proxy = proxy;
        this.project = project;
        this.name = TestProxy.fresh("service");
    }

    /** Where a cluster calls it. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + proxy.port() + path(path));
    }

    /** The same without the host, as it stands in a request line. */
    public String path(String path) {
        return "/projects/" + project + "/services/" + name + path;
    }

    public String key() {
        return project + '/' + name;
    }

    /** An OpenAI-compatible service with an API key. */
    public TestService registered(String endpoint, String apiKey) {
        return registered("OPENAI_COMPATIBLE", "OPENAI_V1", endpoint, Map.of("apiKey", apiKey));
    }

    public TestService registered(String provider, String protocol, String endpoint, Map<String, String> credential) {
        SecretReference reference = credential.isEmpty() ? null : proxy.keep(1, credential);
        return announced(state(provider, protocol, endpoint, false, reference));
    }

    public TestService insecure(String endpoint, String apiKey) {
        return announced(
                state("OPENAI_COMPATIBLE", "OPENAI_V1", endpoint, true, proxy.keep(1, Map.of("apiKey", apiKey))));
    }

    /** Announces the state and waits until the proxy has it. */
    public TestService announced(ServiceState state) {
        long revision = send(ChangeType.UPDATED, state);
        await().pollInterval(Duration.ofMillis(2))
                .until(() ->
                        find() instanceof Lookup.Found found && found.route().revision() == revision);
        return this;
    }

    /** Announces it and does not wait. */
    public long send(ChangeType type, @Nullable ServiceState state) {
        long revision = TestProxy.nextRevision();
        proxy.announce(
                Topic.INFERENCE_SERVICES,
                key(),
                ServiceChanged.newBuilder()
                        .setEventId(uid + ':' + revision)
                        .setProjectId(project)
                        .setServiceName(name)
                        .setServiceUid(uid)
                        .setRevision(revision)
                        .setType(type)
                        .setAfter(state)
                        .setActor("test")
                        .setOccurredAt(Instant.parse("2026-11-22T10:00:00Z"))
                        .setSource(ChangeSource.newBuilder()
                                .setLsn(revision)
                                .setSnapshot(false)
                                .build())
                        .build());
        return revision;
    }

    /** The next registration is another incarnation. */
    public void anotherIncarnation() {
        uid = UUID.randomUUID().toString();
    }

    public Lookup find() {
        return proxy.context().getBean(Routes.class).find(new ServiceId(project, name));
    }

    public static ServiceState state(
            String provider, String protocol, String endpoint, boolean insecure, @Nullable SecretReference credential) {
        return ServiceState.newBuilder()
                .setProvider(provider)
                .setEndpointUrl(endpoint)
                .setApiProtocolVersion(protocol)
                .setAllowInsecure(insecure)
                .setCredentialVersion(credential == null ? 0 : credential.version())
                .setCredentialRef(credential == null ? null : credential.ref())
                .setLabels(Map.of())
                .setModels(MODELS)
                .build();
    }

    private static ModelState model(String upstreamModel, String aidbProvider, String path) {
        return new ModelState("r", upstreamModel, "TEXT_COMPLETION", aidbProvider, path);
    }
}
