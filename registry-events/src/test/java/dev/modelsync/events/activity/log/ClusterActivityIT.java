package dev.modelsync.events.activity.log;

import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.Sql;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Enrolment, revocation and new tokens in the activity log. */
class ClusterActivityIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ID = "activity-cluster";
    private static final String ENTRIES = "/api/v1/activity?cluster=" + ID;

    private final Hm hm = Hm.shared();

    @Test
    void shouldTellWhoDidWhatToAClusterAndBeTheSameAfterARebuild() throws Exception {
        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            Api api = new Api(application);
            String answers = enrol(api) + change(api, "token", "lost") + change(api, "revoke", "stolen") + enrol(api);
            hm.jdbc().sql(Sql.relabel(ID)).update();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(entries(api, ""))
                            .extracting(entry -> entry.get("type").stringValue())
                            .containsExactly("UPDATED", "ENROLLED", "REVOKED", "TOKEN_REISSUED", "ENROLLED"));
            List<JsonNode> told = entries(api, "");
            JsonNode revoked = told.get(2);
            assertThat(revoked.get("actor").stringValue()).isEqualTo("bob");
            assertThat(revoked.get("reason").stringValue()).isEqualTo("stolen");
            assertThat(revoked.get("project").stringValue()).isEqualTo("enrol");
            assertThat(revoked.get("service").isNull()).isTrue();
            assertThat(revoked.get("before")).isEmpty();
            assertThat(revoked.get("after").propertyNames()).containsExactly("revokedAt");
            assertThat(told.get(3).get("after")).isEmpty();
            assertThat(told.get(1).get("before").propertyNames()).containsExactlyInAnyOrder("enrolledAt", "revokedAt");
            assertThat(told.get(0).get("after").toString()).isEqualTo("{\"labels\":{\"team\":\"search\"}}");
            assertThat(entries(api, "&type=REVOKED")).containsExactly(revoked);
            assertThat(told).asString().doesNotContain("msc_", "sha256", digest());
            assertThat(answers).contains("msc_");

            assertThat(rebuilt(api)).isZero();
            hm.jdbc()
                    .sql("DELETE FROM hm.activity WHERE cluster_id = '" + ID + "'")
                    .update();
            // As after an upgrade: an earlier version has passed over them, and its position is behind them.
            assertThat(rebuilt(api)).isEqualTo(5);
            assertThat(entries(api, "")).isEqualTo(told);
        }
    }

    private static int rebuilt(Api api) throws Exception {
        JsonNode result = api.send("POST", "/api/v1/activity/rebuild", "").json();
        assertThat(result.get("changed").intValue()).isZero();
        assertThat(result.get("removed").intValue()).isZero();
        return result.get("added").intValue();
    }

    private static List<JsonNode> entries(Api api, String query) throws Exception {
        return api.send("GET", ENTRIES + query, "")
                .json()
                .get("entries")
                .valueStream()
                .toList();
    }

    private static String enrol(Api api) throws Exception {
        return api.send(
                        "POST",
                        "/api/v1/clusters",
                        """
                        {"id": "%s", "project": "enrol", "location": "SECONDARY"}
                        """.formatted(ID),
                        "Content-Type",
                        "application/json",
                        "X-Actor",
                        "ann")
                .response()
                .body();
    }

    private static String change(Api api, String what, String reason) throws Exception {
        return api.send(
                        "POST",
                        "/api/v1/clusters/" + ID + '/' + what,
                        "{\"reason\": \"" + reason + "\"}",
                        "Content-Type",
                        "application/json",
                        "X-Actor",
                        "bob")
                .response()
                .body();
    }

    private String digest() {
        return hm.jdbc()
                .sql("SELECT token_sha256 FROM hm.cluster WHERE id = '" + ID + "'")
                .query(String.class)
                .single();
    }
}
