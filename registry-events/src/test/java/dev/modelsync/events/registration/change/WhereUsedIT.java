package dev.modelsync.events.registration.change;

import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import dev.modelsync.events.TopicLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Models that something on a cluster depends on go by force only, and that is told. */
class WhereUsedIT {
    private static final String PROJECT = "where-used";

    private final Hm hm = Hm.shared();

    @Test
    void shouldRefuseToDeregisterWhatIsUsed() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            String etag = api.register(PROJECT, Api.openAi("used")).etag();
            used("where-1", PROJECT, "used", "used", "SYNCED");
            used("where-2", PROJECT, "used", "used", "SYNCED");
            used("where-3", "elsewhere", "used", "used", "SYNCED");

            Answer refused = api.delete(PROJECT, "used", etag);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.errors()).containsExactly(" IN_USE");
            assertThat(refused.json()
                            .path("dependants")
                            .valueStream()
                            .map(on -> on.path("clusterId").asString()))
                    .containsExactly("where-1", "where-2");
            JsonNode model =
                    refused.json().path("dependants").path(0).path("models").path(0);
            assertThat(model.path("registryName").asString()).isEqualTo("used");
            assertThat(model.path("usedBy").toString()).contains("PIPELINE", "docs", "AGENT", "helper");
            assertThat(api.get(PROJECT, "used").etag()).isEqualTo(etag);
            assertThat(delete(api, "used", etag, "?force=perhaps").status()).isEqualTo(400);

            assertThat(delete(api, "used", etag, "?force=true&reason=end").status())
                    .isEqualTo(204);
            await().untilAsserted(() -> assertThat(forced("used")).containsExactly(false, true));
        }
    }

    @Test
    void shouldRefuseToTakeAUsedModelAwayInAnEdit() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            String etag = api.register(PROJECT, Api.openAi("edited")).etag();
            used("where-4", PROJECT, "edited", "edited", "SYNCED");
            used("where-5", PROJECT, "edited", "other", "SYNCED");
            String renamed = """
                    {"models": [{"upstreamModel": "text-embedding-3-small", "function": "TEXT_EMBEDDING",
                                 "registryName": "edited-new"}]}
                    """;

            Answer labels = api.patch(PROJECT, "edited", etag, "{\"labels\": {\"a\": \"b\"}}");
            assertThat(labels.status()).isEqualTo(200);
            Answer refused = api.patch(PROJECT, "edited", labels.etag(), renamed);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.errors()).containsExactly("/models IN_USE");
            assertThat(refused.json().path("dependants")).hasSize(1);

            Answer done = api.send(
                    "PATCH",
                    Api.services(PROJECT) + "/edited?force=true",
                    renamed,
                    "Content-Type",
                    "application/merge-patch+json",
                    "If-Match",
                    labels.etag());
            assertThat(done.status()).isEqualTo(200);
            Answer unused = delete(api, "edited", done.etag(), "?force=true");
            assertThat(unused.status()).isEqualTo(204);
            await().untilAsserted(() -> assertThat(forced("edited")).containsExactly(false, false, true, false));
        }
    }

    @Test
    void shouldNotMindWhatIsNotOurs() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            String etag = api.register(PROJECT, Api.openAi("native")).etag();
            used("where-6", PROJECT, "native", "native", "NATIVE");

            assertThat(api.delete(PROJECT, "native", etag).status()).isEqualTo(204);
        }
    }

    private static Answer delete(Api api, String name, String etag, String query) throws Exception {
        return api.send("DELETE", Api.services(PROJECT) + "/" + name + query, "", "If-Match", etag);
    }

    private List<Boolean> forced(String name) {
        return hm.topic().of(PROJECT + "/" + name).stream()
                .map(TopicLog.Entry::event)
                .map(event -> event.getForced())
                .toList();
    }

    private void used(String cluster, String project, String service, String model, String origin) {
        hm.jdbc().sql("""
                        INSERT INTO hm.cluster (id, project, location, token_sha256)
                        VALUES (:cluster, :project, 'PRIMARY', repeat('0', 64)) ON CONFLICT DO NOTHING
                        """).param("cluster", cluster).param("project", project).update();
        hm.jdbc().sql("""
                        INSERT INTO hm.cluster_inventory (cluster_id, digest, taken_at)
                        VALUES (:cluster, 'd', now()) ON CONFLICT DO NOTHING
                        """).param("cluster", cluster).update();
        hm.jdbc()
                .sql("""
                        INSERT INTO hm.cluster_model (cluster_id, name, provider, functions, origin, service, health, used_by)
                        VALUES (:cluster, :model, 'openai_embeddings', '{}', :origin, :service, 'READY',
                            '[{"kind": "PIPELINE", "name": "docs"}, {"kind": "AGENT", "name": "helper"}]')
                        """)
                .param("cluster", cluster)
                .param("model", model)
                .param("origin", origin)
                .param("service", service)
                .update();
    }
}
