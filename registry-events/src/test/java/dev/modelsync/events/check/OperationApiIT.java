package dev.modelsync.events.check;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Enrolment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What Hybrid Manager says to those who run it: of itself, of its topics, of what is parked. */
class OperationApiIT {
    private static final String PARKED = "/api/v1/parked";
    private static final String PROJECT = "parking";

    private static ConfigurableApplicationContext application;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        application = Hm.shared().startStreaming();
        api = new Api(application);
        park("park-a", "first", "PARKED");
        park("park-a", "second", "APPLIED");
        park("park-b", "first", "PARKED");
        park("park-revoked", "first", "PARKED");
        application.getBean(Enrolment.class).enrol("park-revoked", PROJECT, Location.SECONDARY, Map.of());
        api.send("POST", "/api/v1/clusters/park-revoked/revoke", "");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void shouldFindNothingWrongWhereAllIsWell() throws Exception {
        JsonNode report = api.send("GET", "/api/v1/checks", "").json();

        assertThat(report.get("version").stringValue()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
        assertThat(Instant.parse(report.get("time").stringValue()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
        Map<String, String> levels = new TreeMap<>();
        report.get("findings")
                .forEach(finding -> levels.put(
                        finding.get("subject").stringValue(),
                        finding.get("level").stringValue()));
        // Which proxies there are, and whether they are missed, depends on what other tests have left.
        assertThat(levels.remove("proxies")).isNotNull();
        // The servers of tests do without fsync, which is told.
        assertThat(levels)
                .containsOnly(
                        Map.entry("capture", "OK"),
                        Map.entry("database", "WARN"),
                        Map.entry("kafka", "OK"),
                        Map.entry("replication slot", "OK"),
                        Map.entry("topics", "OK"));
    }

    @Test
    void shouldTellOfEachTopicWhatItIsAndHasToBe() throws Exception {
        for (String method : List.of("GET", "POST")) {
            JsonNode topics = api.send(method, "/api/v1/topics", "").json().get("items");

            assertThat(topics).hasSize(Topic.values().length).allSatisfy(topic -> {
                assertThat(topic.get("state").stringValue()).isEqualTo("SAFE");
                assertThat(topic.get("created").booleanValue()).isFalse();
                assertThat(topic.get("repair").isNull()).isTrue();
                assertThat(topic.get("settings")).isNotEmpty();
            });
        }
    }

    @Test
    void shouldListWhatIsParkedPageByPage() throws Exception {
        Api.Answer first = api.send("GET", PARKED + "?project=" + PROJECT + "&limit=1", "");
        String token = first.json().get("nextPageToken").stringValue();
        Api.Answer second = api.send("GET", PARKED + "?project=" + PROJECT + "&limit=1&pageToken=" + token, "");

        assertThat(found(first)).containsExactly("park-a/first");
        assertThat(found(second)).containsExactly("park-b/first");
        assertThat(second.json().get("nextPageToken").isNull()).isTrue();
        assertThat(first.json().at("/items/0/remedy").stringValue()).contains("Delete the hand-made credentials");
    }

    @Test
    void shouldListWhatIsParkedByClusterAndService() throws Exception {
        assertThat(found(api.send("GET", PARKED + "?cluster=park-b&service=&project=", "")))
                .containsExactly("park-b/first");
        assertThat(found(api.send("GET", PARKED + "?cluster=park-b&service=second", "")))
                .isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBeAFilter() throws Exception {
        Api.Answer wrong = api.send("GET", PARKED + "?cluster=Not%20a%20name", "");
        Api.Answer token = api.send("GET", PARKED + "?pageToken=bm90LW91cnM", "");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().at("/errors/0/parameter").stringValue()).isEqualTo("cluster");
        assertThat(token.status()).isEqualTo(400);
        assertThat(token.json().at("/errors/0/parameter").stringValue()).isEqualTo("pageToken");
    }

    private static void park(String cluster, String service, String result) {
        Hm.shared()
                .jdbc()
                .sql("""
                        INSERT INTO hm.service_outcome (cluster_id, project, name, service_uid, revision, outcome_id, event_id,
                            result, reason, changed_at, applied_at, since)
                        VALUES (:cluster, :project, :service, 'uid', 7, 'o', 'e', :result, 'CREDENTIAL_CONFLICT', now(), now(), now())
                        """)
                .param("cluster", cluster)
                .param("project", PROJECT)
                .param("service", service)
                .param("result", result)
                .update();
    }

    private static List<String> found(Api.Answer answer) {
        List<String> found = new ArrayList<>();
        answer.json()
                .get("items")
                .forEach(item -> found.add(item.get("cluster").stringValue()
                        + '/'
                        + item.get("service").stringValue()));
        return found;
    }
}
