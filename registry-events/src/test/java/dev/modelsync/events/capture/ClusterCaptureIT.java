package dev.modelsync.events.capture;

import dev.modelsync.events.Api;
import dev.modelsync.events.ClusterLog;
import dev.modelsync.events.ClusterLog.Entry;
import dev.modelsync.events.Hm;
import dev.modelsync.events.Sql;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterState;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ClusterCaptureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATH = "/api/v1/clusters";

    private final Hm hm = Hm.shared();
    private final ClusterLog clusters = new ClusterLog(hm);

    @Test
    void shouldTellTheWholeLifeOfACluster() throws Exception {
        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            Api api = new Api(application);
            String first = token(enrol(api, "life-of-a-cluster"));
            String second = token(change(api, "token", "lost"));
            change(api, "revoke", "stolen");
            change(api, "revoke", "twice is once");
            String third = token(enrol(api, "life-of-a-cluster"));
            hm.jdbc().sql(Sql.relabel("life-of-a-cluster")).update();
            hm.jdbc().sql(Sql.revoke("life-of-a-cluster")).update();
            hm.jdbc().sql(Sql.forget("life-of-a-cluster")).update();

            awaitUntil(() -> assertThat(clusters.summaries("life-of-a-cluster"))
                    .containsExactly(
                            "ENROLLED", "TOKEN_REISSUED", "REVOKED", "ENROLLED", "UPDATED", "REVOKED", "tombstone"));
            List<Entry> entries = clusters.of("life-of-a-cluster");
            List<ClusterChanged> events =
                    entries.stream().limit(6).map(Entry::event).toList();
            assertThat(events)
                    .extracting(ClusterChanged::getRevision)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(ClusterChanged::getTokenSha256)
                    .containsExactly(
                            sha256(first), sha256(second), sha256(second), sha256(third), sha256(third), sha256(third));
            assertThat(events.get(0).getBefore()).isNull();
            assertThat(events.get(0).getActor()).isEqualTo("ann");
            assertThat(events.get(1).getReason()).isEqualTo("lost");
            assertThat(events.get(2).getRevokedAt()).isNotNull();
            assertThat(events.get(3).getRevokedAt()).isNull();
            assertThat(events.get(3).getBefore().getRevokedAt())
                    .isEqualTo(events.get(2).getRevokedAt());
            assertThat(events.get(4).getBefore())
                    .extracting(ClusterState::getLabels)
                    .isEqualTo(Map.of());
            assertThat(events.get(4).getLabels()).isEqualTo(Map.of("team", "search"));
            assertThat(header(entries.get(2), "ce_type")).isEqualTo("dev.modelsync.cluster.revoked.v1");
            assertThat(header(entries.get(2), "ce_id")).isEqualTo(events.get(2).getEventId());
            assertThat(header(entries.get(2), "traceparent")).startsWith("00-");
            assertThat(entries)
                    .noneMatch(entry -> entry.kafka().value() != null
                            && new String(entry.kafka().value(), ISO_8859_1).contains("msc_"));
            assertThat(entries).extracting(Entry::toString).noneMatch(text -> text.contains("msc_"));
        }
    }

    @Test
    void shouldStopAndSaySoAtAClusterThatCannotBeRead() {
        Site site = new Site();
        try (ConfigurableApplicationContext application = site.start()) {
            CaptureFailures failures = new CaptureFailures();
            application.addApplicationListener(failures);
            site.sql(Sql.enrol("broken"));
            site.awaitCluster("broken", "ENROLLED");

            site.sql("ALTER TABLE hm.cluster DROP CONSTRAINT cluster_times_readable");
            site.sql("UPDATE hm.cluster SET enrolled_at = 'infinity'");
            site.sql(Sql.insert("p", "svc"));

            awaitUntil(() -> assertThat(failures.seen()).hasSize(1));
            assertThat(failures.seen().get(0))
                    .hasStackTraceContaining("Table hm.cluster, key Struct{id=broken}, position {")
                    .hasStackTraceContaining("cannot be read");
            assertThat(site.clusters().summaries("broken")).containsExactly("ENROLLED");
            assertThat(site.topic().summaries("p/svc")).isEmpty();
        }
    }

    private static Api.Answer enrol(Api api, String id) throws Exception {
        Api.Answer answer =
                api.send("POST", PATH, """
                        {"id": "%s", "project": "enrol", "location": "SECONDARY", "reason": "ticket 42"}
                        """.formatted(id), "Content-Type", "application/json", "X-Actor", "ann");
        assertThat(answer.status()).isEqualTo(201);
        return answer;
    }

    private static Api.Answer change(Api api, String what, String reason) throws Exception {
        Api.Answer answer = api.send(
                "POST",
                PATH + "/life-of-a-cluster/" + what,
                "{\"reason\": \"" + reason + "\"}",
                "Content-Type",
                "application/json");
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static String token(Api.Answer answer) {
        return answer.json().path("accessToken").stringValue();
    }

    private static String sha256(String token) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII)));
    }

    private static String header(Entry entry, String name) {
        return new String(entry.kafka().headers().lastHeader(name).value(), UTF_8);
    }

    private static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }
}
