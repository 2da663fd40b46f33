package dev.modelsync.provider.secret;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** fabric8's mock of a Kubernetes API server: keeps what is made, unless it is told what to answer. */
final class TestCluster implements AutoCloseable {
    static final String NAMESPACE = "hm";

    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private int taken;

    TestCluster() {
        Map<ServerRequest, Queue<ServerResponse>> answers = new HashMap<>();
        server = new KubernetesMockServer(
                new Context(), new MockWebServer(), answers, new KubernetesMixedDispatcher(answers), false);
        server.init();
        client = server.createClient();
    }

    KubernetesSecretStore store() {
        return KubernetesSecretStore.open(KubernetesSecretStore.limited(config()), NAMESPACE);
    }

    Config config() {
        Config config = Config.empty();
        config.setMasterUrl(url());
        return config;
    }

    String url() {
        return server.url("/");
    }

    /** As an operator with kubectl sees it; null when it is not there. */
    @Nullable Secret secret(String name) {
        return client.secrets().inNamespace(NAMESPACE).withName(name).get();
    }

    void make(String name, Map<String, String> base64) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withData(base64)
                .build();
        client.secrets().inNamespace(NAMESPACE).resource(secret).create();
    }

    void answer(String method, String name, int status, String message) {
        String path = "/api/v1/namespaces/" + NAMESPACE + "/secrets" + (method.equals("POST") ? "" : "/" + name);
        String body = "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": " + status
                + ", \"message\": \"" + message + "\"}";
        switch (method) {
            case "POST" ->
                server.expect().post().withPath(path).andReturn(status, body).always();
            case "DELETE" ->
                server.expect().delete().withPath(path).andReturn(status, body).always();
            default ->
                server.expect().get().withPath(path).andReturn(status, body).always();
        }
    }

    /** The requests so far that were not asked for before. */
    List<RecordedRequest> requests() throws InterruptedException {
        List<RecordedRequest> requests = new ArrayList<>();
        while (taken < server.getRequestCount()) {
            requests.add(server.takeRequest());
            taken++;
        }
        return requests;
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
