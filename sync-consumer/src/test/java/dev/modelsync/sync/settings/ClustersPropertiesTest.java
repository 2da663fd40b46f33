package dev.modelsync.sync.settings;

import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.Delivery;
import dev.modelsync.sync.plan.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ClustersPropertiesTest {
    private final Map<String, Object> properties = new HashMap<>();

    ClustersPropertiesTest() {
        set(0, "id", "primary");
        set(0, "project", "demo");
        set(0, "location", "PRIMARY");
        set(0, "database.url", "jdbc:postgresql://127.0.0.1:15433/aidb");
        set(0, "database.username", "worker");
        set(0, "database.password", "password-secret");
        set(0, "access-token", "token-secret");
        set(0, "proxy-url", "http://127.0.0.1:8090");
    }

    @Test
    void shouldMapEveryKey() {
        set(0, "proxy-reachable", false);

        ClusterSettings cluster = bind().all().get(0);

        assertThat(cluster.location()).isEqualTo(Location.PRIMARY);
        assertThat(cluster.database())
                .isEqualTo(new ClusterSettings.Database(
                        "jdbc:postgresql://127.0.0.1:15433/aidb", "worker", new Secret("password-secret")));
        assertThat(cluster.profile())
                .isEqualTo(new ClusterProfile(
                        "primary",
                        "demo",
                        new Delivery.ThroughProxy(
                                "http://127.0.0.1:8090", false, ClusterProfile.fingerprintOf("token-secret"))));
    }

    @ParameterizedTest
    @CsvSource({"PRIMARY, true", "SECONDARY, false", "SELF_MANAGED, false"})
    void shouldReachTheProxyFromThePrimaryLocationUnlessConfigured(String location, boolean reachable) {
        set(0, "location", location);

        assertThat(delivery())
                .isInstanceOfSatisfying(
                        Delivery.ThroughProxy.class,
                        proxy -> assertThat(proxy.reachable()).isEqualTo(reachable));
    }

    @Test
    void shouldNeedNeitherProxyNorTokenWhereTheProxyIsNotReachable() {
        set(0, "location", "SELF_MANAGED");
        properties.remove("modelsync.clusters[0].access-token");
        properties.remove("modelsync.clusters[0].proxy-url");

        assertThat(delivery())
                .isInstanceOfSatisfying(
                        Delivery.ThroughProxy.class,
                        proxy -> assertThat(proxy.reachable()).isFalse());
    }

    @Test
    void shouldTakeTheTokenFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "from-file\n");
        properties.remove("modelsync.clusters[0].access-token");
        set(0, "access-token-file", file.toString());

        assertThat(bind().all().get(0).token().fingerprint()).isEqualTo(ClusterProfile.fingerprintOf("from-file"));
    }

    @Test
    void shouldNeedAKeyAndNeitherProxyNorTokenForDirectDelivery(@TempDir Path folder) throws IOException {
        OpeningKey key = OpeningKey.generate();
        properties.remove("modelsync.clusters[0].access-token");
        properties.remove("modelsync.clusters[0].proxy-url");
        set(0, "delivery", "direct");
        set(0, "private-key", key.reveal());

        assertThat(delivery()).isEqualTo(new Delivery.Direct(key.sealingKey().id()));

        properties.remove("modelsync.clusters[0].private-key");
        set(
                0,
                "private-key-file",
                Files.writeString(folder.resolve("key"), key.reveal() + "\n").toString());
        assertThat(delivery()).isEqualTo(new Delivery.Direct(key.sealingKey().id()));
    }

    @Test
    void shouldRefuseDirectDeliveryWithoutAKeyThatOpens() {
        set(0, "delivery", "direct");
        assertThat(problems()).contains("clusters[0].private-key or private-key-file: missing");

        set(0, "private-key", "{\"key\": \"secret-that-is-no-key\"}");
        assertThat(problems())
                .contains("clusters[0].private-key: the value is not a private HPKE keyset")
                .doesNotContain("secret-that-is-no-key");

        set(0, "private-key", OpeningKey.generate().sealingKey().toJson());
        assertThat(problems()).contains("clusters[0].private-key: the value is not a private HPKE keyset");

        set(0, "private-key-file", "no-such-file");
        assertThat(problems()).contains("clusters[0].private-key and private-key-file: both are set");

        properties.remove("modelsync.clusters[0].private-key");
        assertThat(problems()).contains("clusters[0].private-key-file: 'no-such-file' cannot be read");
    }

    @Test
    void shouldRefuseAKeyWhereModelsGoThroughTheProxy() {
        set(0, "private-key", OpeningKey.generate().reveal());

        assertThat(problems())
                .contains("clusters[0].private-key or private-key-file: is set, allowed only with delivery: direct");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            id                | Bad_Id               | clusters[0].id: 'Bad_Id'
            project           | a/b                  | clusters[0].project: 'a/b'
            database.url      | jdbc:mysql://h/d     | clusters[0].database.url: 'jdbc:mysql://h/d'
            database.username | ""                   | clusters[0].database.username: missing
            access-token      | ""                   | clusters[0].access-token or access-token-file: missing
            access-token-file | no-such-file         | both are set
            access-token-file | no-such-file         | 'no-such-file' cannot be read
            proxy-url         | ftp://h              | clusters[0].proxy-url: 'ftp://h'
            proxy-url         | http://user:pw@h     | clusters[0].proxy-url
            proxy-url         | http://h?a=b         | clusters[0].proxy-url
            """)
    void shouldRefuseAWrongValueAndSayWhatIsAllowed(String property, String value, String message) {
        set(0, property, value);

        assertThat(problems()).contains(message);
    }

    @Test
    void shouldTellAllProblemsAtOnceAndNoSecret() {
        set(0, "id", "Bad");
        set(1, "id", "Bad");
        set(1, "database.url", "jdbc:postgresql://127.0.0.1:15433/aidb");
        set(1, "access-token", "another-secret");

        assertThat(problems())
                .contains(
                        "clusters[0].id",
                        "clusters[1].id: 'Bad' is used by another cluster",
                        "clusters[1].project",
                        "clusters[1].location",
                        "clusters[1].database.url: is used by another cluster",
                        "clusters[1].database.username")
                .doesNotContain("secret");
        assertThat(new Secret("hidden-secret").toString()).doesNotContain("hidden-secret");
    }

    @Test
    void shouldRefuseToWorkForNobody() {
        properties.clear();
        properties.put("modelsync.kafka.bootstrap-servers", "127.0.0.1:9092");

        assertThat(problems()).contains("modelsync.clusters: none configured");
    }

    private void set(int cluster, String property, Object value) {
        properties.put("modelsync.clusters[" + cluster + "]." + property, value);
    }

    private Delivery delivery() {
        return bind().all().get(0).profile().delivery();
    }

    private ClustersProperties bind() {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("modelsync", ClustersProperties.class);
    }

    private String problems() {
        BindException refused = catchThrowableOfType(BindException.class, this::bind);
        return String.valueOf(org.springframework.core.NestedExceptionUtils.getMostSpecificCause(refused)
                .getMessage());
    }
}
