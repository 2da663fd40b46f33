package dev.modelsync.provider.secret;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One immutable Kubernetes Secret a version. A Secret that does not bear our label is somebody else's:
 * neither read nor removed. Calls {@code get}, {@code create} and {@code delete}, nothing else.
 *
 * <p>A request is made once: those who need a secret ask again by themselves. What the API server
 * writes about a failure is not passed on, since it may quote what was sent.
 */
final class KubernetesSecretStore implements SecretStore, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FAILURES = 500;
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String US = "modelsync";
    private static final Map<String, String> LABELS =
            Map.of(MANAGED_BY, US, "app.kubernetes.io/component", "provider-credential");

    private final KubernetesClient client;
    private final String namespace;

    private KubernetesSecretStore(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * A store at the API server that the client library finds: by {@code KUBECONFIG} or
     * {@code ~/.kube/config}, else by the pod's service account. Asks it nothing yet.
     *
     * @param namespace null for the one that is found with the API server
     */
    static KubernetesSecretStore open(@Nullable String namespace) {
        return open(limited(Config.autoConfigure(null)), namespace);
    }

    static KubernetesSecretStore open(Config config, @Nullable String namespace) {
        String chosen = namespace == null ? config.getNamespace() : namespace;
        if (chosen == null || chosen.isBlank()) {
            throw new SecretStoreException("modelsync.secrets.kubernetes.namespace is not set, and neither a pod's"
                    + " service account nor a kubeconfig names one");
        }
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config)
                // The library's own log of requests has their bodies in it.
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("HttpLogging", null))
                .build();
        return new KubernetesSecretStore(client, chosen);
    }

    static Config limited(Config config) {
        config.setConnectionTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
        config.setRequestTimeout(Math.toIntExact(REQUEST_TIMEOUT.toMillis()));
        config.setRequestRetryBackoffLimit(0);
        return config;
    }

    @Override
    public void put(SecretReference reference, Secret secret) {
        try {
            kubernetesSecret(described(reference, secret)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw failed(reference, "stored", e);
            }
            if (!get(reference).equals(Optional.of(secret))) {
                throw SecretStoreException.otherContent(reference, "namespace " + namespace);
            }
        }
    }

    @Override
    public Optional<Secret> get(SecretReference reference) {
        return find(reference, "read")
                .map(found -> new Secret(values(found.getData(), KubernetesSecretStore::decoded)));
    }

    @Override
    public void delete(SecretReference reference) {
        find(reference, "deleted")
                .ifPresent(found -> call(
                        reference,
                        "deleted",
                        // Only that which was looked at: one that has come into its place may be another's.
                        () -> kubernetesSecret(found).lockResourceVersion().delete()));
    }

    @Override
    public void close() {
        client.close();
    }

    private Optional<io.fabric8.kubernetes.api.model.Secret> find(SecretReference reference, String aim) {
        io.fabric8.kubernetes.api.model.Secret found = call(
                reference,
                aim,
                () -> client.secrets()
                        .inNamespace(namespace)
                        .withName(name(reference))
                        .get());
        if (found == null) {
            return Optional.empty();
        }
        if (!isOurs(found.getMetadata())) {
            throw new SecretStoreException("Secret " + reference + " cannot be " + aim + ": " + name(reference)
                    + " in namespace " + namespace + " is not ours, it lacks the label " + MANAGED_BY + "=" + US);
        }
        return Optional.of(found);
    }

    private static boolean isOurs(@Nullable ObjectMeta metadata) {
        return metadata != null
                && metadata.getLabels() != null
                && US.equals(metadata.getLabels().get(MANAGED_BY));
    }

    private <T extends @Nullable Object> T call(SecretReference reference, String aim, Supplier<T> request) {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw failed(reference, aim, e);
        }
    }

    private Resource<io.fabric8.kubernetes.api.model.Secret> kubernetesSecret(
            io.fabric8.kubernetes.api.model.Secret described) {
        return client.secrets().inNamespace(namespace).resource(described);
    }

    private io.fabric8.kubernetes.api.model.Secret described(SecretReference reference, Secret secret) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name(reference))
                .withNamespace(namespace)
                .withLabels(LABELS)
                .endMetadata()
                .withType("Opaque")
                .withImmutable(true)
                .withData(values(secret.reveal(), KubernetesSecretStore::encoded))
                .build();
    }

    /** A DNS subdomain, since the parts are; different for different versions, since no ref has a dot. */
    private static String name(SecretReference reference) {
        return "modelsync-" + reference.ref() + ".v" + reference.version();
    }

    private static Map<String, String> values(@Nullable Map<String, String> fields, Function<String, String> each) {
        return fields == null
                ? Map.of()
                : fields.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> each.apply(field.getValue())));
    }

    private static String encoded(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
    }

    private static String decoded(String value) {
        return new String(Base64.getDecoder().decode(value), UTF_8);
    }

    private SecretStoreException failed(SecretReference reference, String aim, KubernetesClientException e) {
        return new SecretStoreException(
                "Secret " + reference + " cannot be " + aim + " in namespace " + namespace + ": " + failure(e),
                isOfTheApiServer(e.getCode()));
    }

    /** Nothing answered, or what did knows nobody, is asked too much or fails. */
    private static boolean isOfTheApiServer(int code) {
        return code <= 0
                || code == HttpURLConnection.HTTP_UNAUTHORIZED
                || code == TOO_MANY_REQUESTS
                || code >= FAILURES;
    }

    static String failure(KubernetesClientException e) {
        if (e.getCode() <= 0) {
            return noAnswer(e);
        }
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> "the API server does not know who asks (401)";
            case HttpURLConnection.HTTP_FORBIDDEN -> "forbidden to this service account (403)";
            case HttpURLConnection.HTTP_NOT_FOUND -> "there is no such namespace (404)";
            case HttpURLConnection.HTTP_CONFLICT -> "somebody else changed it meanwhile (409)";
            default -> "the API server answered with status " + e.getCode();
        };
    }

    /** By what stands nearest to the request: how a connection broke whose time was over is told as the cause of a time-out. */
    private static String noAnswer(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !isTelling(cause)) {
            cause = cause.getCause();
        }
        String kind = cause.getClass().getSimpleName();
        if (isTimeOut(cause)) {
            return "no answer of the API server in time (" + kind + ")";
        }
        if (isInterrupt(cause)) {
            return "interrupted (" + kind + ")";
        }
        return cause instanceof IOException
                ? "the API server is unreachable (" + kind + ")"
                : "what the API server answered is not understood (" + kind + ")";
    }

    private static boolean isTelling(Throwable failure) {
        return isTimeOut(failure) || isInterrupt(failure);
    }

    private static boolean isTimeOut(Throwable failure) {
        return failure instanceof HttpTimeoutException
                || failure instanceof SocketTimeoutException
                || failure instanceof TimeoutException;
    }

    private static boolean isInterrupt(Throwable failure) {
        return failure instanceof InterruptedException || failure instanceof InterruptedIOException;
    }
}
