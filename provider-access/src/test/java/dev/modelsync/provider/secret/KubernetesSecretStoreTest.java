package dev.modelsync.provider.secret;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KubernetesSecretStoreTest {
    private static final SecretReference REFERENCE = new SecretReference("uid-0f", 3);
    private static final String NAME = "modelsync-uid-0f.v3";
    private static final String MOCK = "io.fabric8.kubernetes.client.server.mock.";
    private static final String VALUE = "sk-recognisable";
    private static final String BASE64 = Base64.getEncoder().encodeToString(VALUE.getBytes(UTF_8));
    private static final Secret SECRET = new Secret(Map.of("apiKey", VALUE));

    private TestCluster cluster;
    private KubernetesSecretStore store;

    @BeforeEach
    void openStore() {
        cluster = new TestCluster();
        store = cluster.store();
    }

    @AfterEach
    void close() {
        store.close();
        cluster.close();
    }

    @Test
    void shouldBeAnImmutableSecretThatAnOperatorFinds() {
        store.put(REFERENCE, SECRET);

        assertThat(cluster.secret(NAME)).isNotNull().satisfies(made -> {
            assertThat(made.getType()).isEqualTo("Opaque");
            assertThat(made.getImmutable()).isTrue();
            assertThat(made.getData()).isEqualTo(Map.of("apiKey", BASE64));
            assertThat(made.getMetadata().getLabels())
                    .containsEntry("app.kubernetes.io/managed-by", "modelsync")
                    .containsEntry("app.kubernetes.io/component", "provider-credential");
        });
    }

    @Test
    void shouldLeaveASecretOfOthersAlone() {
        cluster.make(NAME, Map.of("apiKey", BASE64));

        assertIsNotOurs(() -> store.get(REFERENCE));
        assertIsNotOurs(() -> store.delete(REFERENCE));
        assertIsNotOurs(() -> store.put(REFERENCE, SECRET));
        assertThat(cluster.secret(NAME)).isNotNull();
    }

    private static void assertIsNotOurs(Runnable use) {
        assertThatThrownBy(use::run)
                .isInstanceOf(SecretStoreException.class)
                .hasMessageContainingAll(NAME, "namespace hm", "not ours", "app.kubernetes.io/managed-by=modelsync")
                .message()
                .doesNotContain(VALUE, BASE64);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 401, does not know who asks (401)",
        "GET, 403, forbidden to this service account (403)",
        "GET, 429, status 429",
        "GET, 500, status 500",
        "POST, 403, forbidden to this service account (403)",
        "POST, 404, no such namespace (404)",
        "POST, 422, status 422",
        "POST, 503, status 503",
        "DELETE, 403, forbidden to this service account (403)",
        "DELETE, 409, somebody else changed it meanwhile (409)"
    })
    void shouldTellAFailureInItsOwnWords(String method, int status, String expected) throws InterruptedException {
        store.put(REFERENCE, SECRET);
        cluster.answer(method, NAME, status, "Secret is invalid: data[apiKey]: " + VALUE);
        cluster.requests();

        assertFails(() -> use(method), expected);
        assertThat(cluster.requests().stream()
                        .filter(request -> request.getMethod().equals(method)))
                .hasSize(1);
    }

    @Test
    void shouldTellThatAContentIsThereWhichItMayNotRead() {
        store.put(REFERENCE, SECRET);
        cluster.answer("GET", NAME, 403, VALUE);

        assertFails(() -> store.put(REFERENCE, SECRET), "forbidden to this service account (403)");
    }

    private void use(String method) {
        switch (method) {
            case "POST" -> store.put(REFERENCE, SECRET);
            case "DELETE" -> store.delete(REFERENCE);
            default -> store.get(REFERENCE);
        }
    }

    @Test
    void shouldTellAnAnswerThatIsNotUnderstood() {
        cluster.answer("GET", NAME, 200, VALUE);

        assertThatThrownBy(() -> store.get(REFERENCE))
                .isInstanceOf(SecretStoreException.class)
                .hasMessageContainingAll("SecretReference[ref=uid-0f, version=3]", "namespace hm")
                .hasNoCause()
                .message()
                .doesNotContain(VALUE);
    }

    @Test
    void shouldTellThatNobodyListens() throws IOException {
        Config config;
        try (ServerSocket free = new ServerSocket(0)) {
            config = KubernetesSecretStore.limited(configFor(free));
        }
        try (KubernetesSecretStore away = KubernetesSecretStore.open(config, "hm")) {
            assertFails(() -> away.put(REFERENCE, SECRET), "unreachable (");
        }
    }

    @Test
    void shouldTellThatNobodyAnswersInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            Config config = KubernetesSecretStore.limited(configFor(silent));
            assertThat(config.getConnectionTimeout()).isEqualTo(3_000);
            assertThat(config.getRequestTimeout()).isEqualTo(5_000);
            config.setRequestTimeout(100);
            try (KubernetesSecretStore away = KubernetesSecretStore.open(config, "hm")) {
                assertFails(() -> away.get(REFERENCE), "no answer of the API server in time");
            }
        }
    }

    /** As the JDK's client tells it where its timer and the end of the connection meet. */
    @Test
    void shouldTellATimeOutAlsoWhereTheConnectionBrokeOfIt() {
        HttpTimeoutException late = new HttpTimeoutException("request timed out");
        late.initCause(new IOException("connection closed locally"));

        assertThat(KubernetesSecretStore.failure(new KubernetesClientException("read", new IOException(late))))
                .isEqualTo("no answer of the API server in time (HttpTimeoutException)");
        assertThat(KubernetesSecretStore.failure(
                        new KubernetesClientException("read", new IOException(new ConnectException("refused")))))
                .isEqualTo("the API server is unreachable (ConnectException)");
    }

    private static Config configFor(ServerSocket server) {
        Config config = Config.empty();
        config.setMasterUrl("http://127.0.0.1:" + server.getLocalPort());
        return config;
    }

    private static void assertFails(Runnable use, String expected) {
        assertThatThrownBy(use::run)
                .isInstanceOf(SecretStoreException.class)
                .hasMessageContainingAll("SecretReference[ref=uid-0f, version=3]", "namespace hm", expected)
                .hasNoCause()
                .message()
                .doesNotContain(VALUE, BASE64);
    }

    @Test
    void shouldLogNoSecretAtAnyLevel() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        try (KubernetesSecretStore talkative = cluster.store()) {
            talkative.put(REFERENCE, SECRET);
            talkative.get(REFERENCE);
            talkative.delete(REFERENCE);
        } finally {
            root.setLevel(level);
            root.detachAppender(appender);
        }

        assertThat(List.copyOf(appender.list))
                .filteredOn(event -> !event.getLoggerName().startsWith(MOCK))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isNotEmpty()
                .noneMatch(message -> message.contains(VALUE) || message.contains(BASE64));
    }

    @Test
    void shouldFindServerAndNamespaceByAKubeconfig(@TempDir Path home) throws IOException {
        Path kubeconfig = Files.writeString(home.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts: [{name: here, context: {cluster: here, user: us, namespace: hm}}]
                clusters: [{name: here, cluster: {server: "%s"}}]
                users: [{name: us, user: {token: hush}}]
                """.formatted(cluster.url()));

        withProperty("kubeconfig", kubeconfig.toString(), () -> {
            try (KubernetesSecretStore found = KubernetesSecretStore.open((String) null)) {
                found.put(REFERENCE, SECRET);
            }
        });

        assertThat(cluster.secret(NAME)).isNotNull();
    }

    private static void withProperty(String key, String value, Runnable use) {
        @Nullable String before = System.getProperty(key);
        System.setProperty(key, value);
        try {
            use.run();
        } finally {
            if (before == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, before);
            }
        }
    }

    @Test
    void shouldNotBeginWithoutANamespace() {
        assertThatThrownBy(() -> KubernetesSecretStore.open(cluster.config(), null))
                .isInstanceOf(SecretStoreException.class)
                .hasMessageContaining("modelsync.secrets.kubernetes.namespace");
    }
}
