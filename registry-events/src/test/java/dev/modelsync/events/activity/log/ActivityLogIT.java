package dev.modelsync.events.activity.log;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.EventStream;
import dev.modelsync.events.Hm;
import dev.modelsync.events.TopicLog;
import dev.modelsync.schema.SyncResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ActivityLogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATH = "/api/v1/activity";

    private final Hm hm = Hm.shared();
    /** Later than any moment that a test can ask for. */
    private static final int FAR_AHEAD = 2_000_000_000;

    private final Stream stream = new Stream(hm);

    @Test
    void shouldTellTheLifeOfAServiceAndBeTheSameAfterDuplicatesAndARebuild() throws Exception {
        String project = "activity-life";
        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            Api api = new Api(application);
            live(api, project);
            List<TopicLog.Entry> events = hm.topic().of(project + "/svc");
            String registered = events.get(0).event().getEventId();
            outcome(project, "l1", "first", registered, SyncResult.PARKED, 1);
            outcome(project, "l2", "first", registered, SyncResult.APPLIED, 2);
            outcome(project, "l3", "first", registered, SyncResult.UNCHANGED, 9000);
            outcome(project, "l4", "second", registered, SyncResult.APPLIED, 5);
            awaitOutcomes(api, registered, "first APPLIED 2000", "second APPLIED 5000");
            awaitFolded();

            List<JsonNode> entries = entries(api, "?project=" + project);
            assertThat(entries.stream().map(entry -> entry.get("type").stringValue()))
                    .containsExactly("DEREGISTERED", "CREDENTIALS_ROTATED", "UPDATED", "REGISTERED");
            assertThat(entries.get(1).get("after").toString()).isEqualTo("{\"credentialVersion\":2}");
            assertThat(entries.get(2).get("before").get("models").propertyNames())
                    .containsExactly("svc");
            assertThat(api.send("GET", PATH + '/' + registered, "").json().get("history"))
                    .hasSize(4);
            assertThat(hm.jdbc().sql("""
                            SELECT count(*) FROM hm.activity a
                            WHERE to_jsonb(a)::text LIKE '%sk-test%' OR to_jsonb(a)::text LIKE '%sk-other%'
                            """).query(Integer.class).single()).isZero();

            outcome(project, "l5", "third", registered, SyncResult.PARKED, FAR_AHEAD);
            awaitOutcomes(api, registered, "first APPLIED 2000", "second APPLIED 5000", "third PARKED 2000000000000");
            String asOf = entries.get(3).get("at").stringValue();
            assertThat(entries(api, "?project=" + project + "&outcome=PARKED")).hasSize(1);
            assertThat(entries(api, "?project=" + project + "&outcome=PARKED&asOf=" + asOf))
                    .isEmpty();
            assertThat(entries(api, "?project=" + project + "&asOf=" + asOf))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.get("outcomes").toString())
                            .contains("\"first\"", "\"second\"")
                            .doesNotContain("\"third\""));
            awaitFolded();

            String digest = digest();
            for (TopicLog.Entry event : events) {
                stream.sendRaw(
                        Topic.INFERENCE_SERVICES,
                        project + "/svc",
                        event.kafka().value());
            }
            stream.sendRaw(Topic.INFERENCE_SERVICES, project + "/svc", null);
            outcome(project, "l4", "second", registered, SyncResult.APPLIED, 5);
            awaitFolded();
            assertThat(digest()).isEqualTo(digest);
            JsonNode healthy = api.send("POST", PATH + "/rebuild", "").json();
            assertThat(healthy.get("added").intValue()
                            + healthy.get("changed").intValue()
                            + healthy.get("removed").intValue()
                            + healthy.get("relinked").intValue())
                    .isZero();

            hm.jdbc().sql("DELETE FROM hm.activity WHERE type = 'UPDATED'").update();
            hm.jdbc()
                    .sql("UPDATE hm.activity SET actor = 'nobody' WHERE event_id = :id")
                    .param("id", registered)
                    .update();
            hm.jdbc().sql("""
                            INSERT INTO hm.activity (event_id, origin, at, type, actor, before, after)
                            VALUES ('forged', 'CHANGE', now(), 'UPDATED', 'x', '{}', '{}')
                            """).update();
            JsonNode mended = api.send("POST", PATH + "/rebuild", "").json();
            assertThat(mended.get("before").get("sha256").stringValue()).isNotEqualTo(digest);
            assertThat(mended.get("after").get("sha256").stringValue()).isEqualTo(digest);
            assertThat(mended.get("changed").intValue()).isEqualTo(1);
            assertThat(mended.get("removed").intValue()).isEqualTo(1);

            hm.jdbc().sql("TRUNCATE hm.activity, hm.activity_outcome").update();
            api.send("POST", PATH + "/rebuild", "");
            assertThat(digest()).isEqualTo(digest);
        }
        // A start from nothing: position and data are away together.
        String digest = digest();
        hm.jdbc()
                .sql("TRUNCATE hm.activity, hm.activity_outcome, hm.activity_position")
                .update();
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(digest()).isEqualTo(digest));
            assertThat(application.isActive()).isTrue();
        }
    }

    @Test
    void shouldPageStablyFilterAndExport() throws Exception {
        String cluster = "activity-paging";
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            for (int i = 0; i < 5; i++) {
                command(cluster, "c" + i, "@now, \"please\"");
            }
            stream.sendRaw(Topic.SYNC_CONTROL, cluster, "not an event".getBytes(UTF_8));
            command(cluster, "bad\u0000", "refused by the table");
            awaitFolded();
            String query = "?cluster=" + cluster;
            JsonNode first = api.send("GET", PATH + query + "&limit=2", "").json();
            command(cluster, "c9", "comes later");
            awaitFolded();
            String next = first.get("nextCursor").stringValue();
            assertThat(ids(first.get("entries"))).containsExactly(id(cluster, 4), id(cluster, 3));
            JsonNode second =
                    api.send("GET", PATH + query + "&cursor=" + next, "").json();
            assertThat(ids(second.get("entries"))).containsExactly(id(cluster, 2), id(cluster, 1), id(cluster, 0));
            assertThat(second.get("nextCursor").isNull()).isTrue();

            assertThat(entries(api, query + "&type=PAUSE&outcome=NONE&actor=%3Dolga&from=2026-11-24T13:00:00Z"))
                    .hasSize(6);
            assertThat(entries(api, query + "&to=2026-11-24T13:00:00Z")).isEmpty();
            assertThat(entries(api, query + "&outcome=DONE")).isEmpty();

            String csv = api.send("GET", PATH + "/export?format=csv&cluster=" + cluster, "")
                    .response()
                    .body();
            assertThat(csv.split("\r\n")).hasSize(7);
            assertThat(csv).contains(",'=olga,\"'@now, \"\"please\"\"\",").doesNotContain(",=");
            assertThat(api.send("GET", PATH + "/export?format=ndjson&cluster=" + cluster, "")
                            .response()
                            .body()
                            .lines())
                    .hasSize(6)
                    .allMatch(line -> line.startsWith("{\"id\":\"command:activity-paging:"));
        }
    }

    @Test
    void shouldNameWhatIsWrongWithARequest() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            Api.Answer refused = api.send(
                    "GET", PATH + "?project=NO&type=x&from=y&limit=0&cursor=z&servce=a&outcome=b&actor=%00", "");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.parameters())
                    .containsExactlyInAnyOrder(
                            "project", "type", "from", "limit", "cursor", "servce", "outcome", "actor");
            assertThat(refused.response().body()).contains("'x'; allowed: APPROVE_REMOVALS");
            assertThat(api.send("GET", PATH + "/export", "").parameters()).containsExactly("format");
            assertThat(api.send("GET", PATH + "/events", "", "Last-Event-ID", "x")
                            .status())
                    .isEqualTo(400);
            for (String path : List.of("?asOf=", "/export?format=csv&asOf=")) {
                Api.Answer future = api.send("GET", PATH + path + "2999-01-01T00:00:00Z", "");
                assertThat(future.status()).isEqualTo(400);
                assertThat(future.response().body()).contains("asOf", "2999-01-01T00:00:00Z", "a time of the past");
            }
            assertThat(api.send("GET", PATH + "/events?asOf=2026-11-24T12:00:00Z", "")
                            .response()
                            .body())
                    .contains("asOf");
            assertThat(api.send("GET", PATH + "/nothing", "").status()).isEqualTo(404);
        }
    }

    @Test
    void shouldBeFollowedLiveAndResumed() throws Exception {
        String cluster = "activity-live";
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            URI uri = URI.create("http://127.0.0.1:"
                    + application.getEnvironment().getProperty("local.server.port") + PATH + "/events?cluster="
                    + cluster);
            String last;
            try (EventStream events = EventStream.open(HttpRequest.newBuilder(uri))) {
                command(cluster, "one", "r");
                last = next(events, "command:activity-live:one");
            }
            command(cluster, "two", "r");
            awaitFolded();
            try (EventStream events =
                    EventStream.open(HttpRequest.newBuilder(uri).header("Last-Event-ID", last))) {
                assertThat(Long.parseLong(next(events, "command:activity-live:two")))
                        .isGreaterThan(Long.parseLong(last));
            }
        }
    }

    /** Reads the next event, which must be of that entry; its id. */
    private static String next(EventStream events, String entry) throws IOException {
        List<String> lines = events.next();
        assertThat(lines).hasSize(3).contains("event:entry").anyMatch(line -> line.contains(entry));
        return lines.stream()
                .filter(line -> line.startsWith("id:"))
                .findFirst()
                .orElseThrow()
                .substring(3);
    }

    private void live(Api api, String project) throws Exception {
        Api.Answer registered = api.register(project, Api.openAi("svc"));
        Api.Answer updated = api.patch(
                project,
                "svc",
                registered.etag(),
                "{\"models\": [{\"upstreamModel\": \"text-embedding-3-large\", \"function\": \"TEXT_EMBEDDING\"}]}");
        Api.Answer rotated = api.patch(project, "svc", updated.etag(), "{\"credentials\": {\"apiKey\": \"sk-other\"}}");
        api.delete(project, "svc", rotated.etag());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hm.topic().summaries(project + "/svc"))
                        .containsExactly("REGISTERED", "UPDATED", "CREDENTIALS_ROTATED", "DEREGISTERED"));
    }

    private void outcome(String project, String id, String cluster, String event, SyncResult result, int seconds)
            throws Exception {
        stream.send(
                Topic.SYNC_OUTCOMES,
                cluster + '/' + project + "/svc",
                Stream.outcome(project, id, cluster, event, result, seconds));
    }

    private void command(String cluster, String id, String reason) throws Exception {
        stream.send(Topic.SYNC_CONTROL, cluster, Stream.pause(cluster, id, reason));
    }

    private void awaitOutcomes(Api api, String event, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.send("GET", PATH + '/' + event, "")
                                .json()
                                .path("outcomes")
                                .valueStream()
                                .map(outcome -> outcome.get("cluster").stringValue()
                                        + ' '
                                        + outcome.get("result").stringValue()
                                        + ' '
                                        + outcome.get("delayMillis")))
                        .containsExactly(expected));
    }

    /** Waits until the position is past all that is on the topics. */
    private void awaitFolded() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(new TopicEnds(hm.kafka().bootstrapServers()).all())
                    .allSatisfy((partition, end) -> assertThat(
                                    new Positions(hm.jdbc()).all().getOrDefault(partition, 0L))
                            .isEqualTo(end));
        });
    }

    private String digest() {
        return ActivityDigest.of(hm.jdbc()).sha256();
    }

    private static List<JsonNode> entries(Api api, String query) throws Exception {
        return api.send("GET", PATH + query, "")
                .json()
                .get("entries")
                .valueStream()
                .toList();
    }

    private static List<String> ids(JsonNode entries) {
        return entries.valueStream().map(entry -> entry.get("id").stringValue()).toList();
    }

    private static String id(String cluster, int number) {
        return "command:" + cluster + ":c" + number;
    }
}
