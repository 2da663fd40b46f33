package dev.modelsync.events.cluster;

import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Enrolment as an operator sees it. */
class EnrolmentApiIT {
    private static final String PATH = "/api/v1/clusters";

    private static ConfigurableApplicationContext application;
    private static Api api;

    private final Hm hm = Hm.shared();

    @BeforeAll
    static void startApplication() {
        application = Hm.shared().startApplication();
        api = new Api(application);
    }

    @AfterAll
    static void stopApplication() {
        application.close();
    }

    @Test
    void shouldShowATokenOnceAndReplaceItOnRequest() throws Exception {
        Answer enrolled = enrol(api, "enrol-1");
        assertThat(enrolled.status()).as(enrolled.response().body()).isEqualTo(201);
        assertThat(enrolled.response().headers().firstValue("Location")).contains(PATH + "/enrol-1");
        assertThat(enrolled.response().headers().firstValue("Cache-Control")).contains("no-store");
        String first = enrolled.json().path("accessToken").asString();
        assertThat(isTokenOf("enrol-1", first)).isTrue();

        Answer shown = api.send("GET", PATH + "/enrol-1", "");
        assertThat(shown.json().path("changedBy").asString()).isEqualTo("ann");
        assertThat(shown.json().path("worker").path("state").asString()).isEqualTo("SILENT");
        assertThat(shown.response().body()).doesNotContain(first, "sha256", "accessToken");

        Answer again = enrol(api, "enrol-1");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.errors()).containsExactly("/id TAKEN");

        Answer second =
                api.send("POST", PATH + "/enrol-1/token", "{\"reason\": \"lost\"}", "Content-Type", "application/json");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("cluster").path("reason").asString()).isEqualTo("lost");
        assertThat(isTokenOf("enrol-1", second.json().path("accessToken").asString()))
                .isTrue();
        assertThat(isTokenOf("enrol-1", first)).isFalse();
    }

    @Test
    void shouldRevokeUntilEnrolledAgain() throws Exception {
        enrol(api, "enrol-2");

        Answer revoked = api.send(
                "POST",
                PATH + "/enrol-2/revoke",
                "{\"reason\": \"stolen\"}",
                "X-Actor",
                "bob",
                "Content-Type",
                "application/json");
        Answer twice = api.send("POST", PATH + "/enrol-2/revoke", "");
        assertThat(revoked.json().path("enrolled").asBoolean()).isFalse();
        assertThat(revoked.json().path("revokedAt").isString()).isTrue();
        assertThat(revoked.json().path("reason").asString()).isEqualTo("stolen");
        assertThat(twice.json()).isEqualTo(revoked.json());
        assertThat(api.send("POST", PATH + "/enrol-2/token", "").status()).isEqualTo(409);

        Answer again = enrol(api, "enrol-2");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().path("cluster").path("revokedAt").isNull()).isTrue();
        assertThat(again.json().path("cluster").path("revision").asLong())
                .isGreaterThan(revoked.json().path("revision").asLong());
    }

    @Test
    void shouldDeliverDirectlyWithTheKeyThatWasGivenLast() throws Exception {
        OpeningKey first = OpeningKey.generate();
        OpeningKey second = OpeningKey.generate();

        Answer enrolled = post(api, """
                {"id": "direct-1", "project": "enrol", "location": "SELF_MANAGED", "delivery": "DIRECT", "sealingKey": %s}
                """.formatted(first.sealingKey().toJson()));
        assertThat(enrolled.status()).as(enrolled.response().body()).isEqualTo(201);
        assertThat(delivery(enrolled.json().path("cluster")))
                .isEqualTo("DIRECT " + first.sealingKey().id());

        Answer rotated = deliver(api, "DIRECT", asText(second.sealingKey().toJson()));
        assertThat(delivery(rotated.json()))
                .isEqualTo("DIRECT " + second.sealingKey().id());
        assertThat(rotated.json().path("reason").asString()).isEqualTo("ticket 7");
        Answer again = deliver(api, "DIRECT", second.sealingKey().toJson());
        assertThat(again.json()).isEqualTo(rotated.json());
        assertThat(storedKey("direct-1")).isEqualTo(second.sealingKey().toJson());

        Answer proxied = deliver(api, "PROXY", "null");
        assertThat(delivery(proxied.json())).isEqualTo("PROXY null");
        assertThat(proxied.json().path("revision").asLong())
                .isGreaterThan(rotated.json().path("revision").asLong());
        assertThat(storedKey("direct-1")).isNull();

        api.send("POST", PATH + "/direct-1/revoke", "");
        assertThat(deliver(api, "DIRECT", first.sealingKey().toJson()).status()).isEqualTo(409);
    }

    @Test
    void shouldRefuseAPrivateKeyWithoutRepeatingIt() throws Exception {
        String secret = OpeningKey.generate().reveal();

        for (String given : List.of(secret, asText(secret))) {
            Answer refused = post(api, """
                    {"id": "direct-2", "project": "enrol", "location": "SECONDARY", "delivery": "DIRECT", "sealingKey": %s}
                    """.formatted(given));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.errors()).containsExactly("/sealingKey INVALID");
            assertThat(refused.response().body())
                    .contains("replaced by another pair")
                    .doesNotContain(JsonMapper.shared()
                            .readTree(secret)
                            .at("/key/0/keyData/value")
                            .asString());
        }
    }

    private static Answer deliver(Api api, String delivery, String key) throws Exception {
        return api.send(
                "POST",
                PATH + "/direct-1/delivery",
                "{\"delivery\": \"%s\", \"sealingKey\": %s, \"reason\": \"ticket 7\"}".formatted(delivery, key),
                "Content-Type",
                "application/json");
    }

    private static String delivery(JsonNode cluster) {
        return cluster.path("delivery").asString() + " "
                + cluster.path("sealingKeyId").asString(null);
    }

    private static String asText(String json) {
        return JsonMapper.shared().writeValueAsString(json);
    }

    private @Nullable String storedKey(String cluster) {
        return hm.jdbc()
                .sql("SELECT sealing_key FROM hm.cluster WHERE id = :id")
                .param("id", cluster)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    @Test
    void shouldListInPages() throws Exception {
        for (String id : List.of("page-c", "page-a", "page-b")) {
            enrol(api, id);
        }
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    api.send("GET", PATH + "?limit=2&pageToken=" + token, "").json();
            page.path("items").forEach(item -> ids.add(item.path("id").asString()));
            token = page.path("nextPageToken").asString("");
        } while (!token.isEmpty());

        assertThat(ids).doesNotHaveDuplicates().isSorted().containsSubsequence("page-a", "page-b", "page-c");
        assertThat(api.send("GET", PATH + "?limit=0", "").status()).isEqualTo(400);
        assertThat(api.send("GET", PATH + "?pageToken=%21", "").status()).isEqualTo(400);
    }

    @Test
    void shouldNameEveryWrongField() throws Exception {
        assertThat(post(api, "{}").errors()).containsExactly("/id REQUIRED", "/project REQUIRED", "/location REQUIRED");
        assertThat(post(api, """
                        {"id": "No Name", "project": 1, "location": "MOON", "labels": {"a": 1}, "token": "x"}
                        """).errors())
                .containsExactlyInAnyOrder(
                        "/token UNKNOWN_FIELD",
                        "/id INVALID",
                        "/project WRONG_TYPE",
                        "/location UNKNOWN_VALUE",
                        "/labels/a WRONG_TYPE");
        assertThat(post(api, "{\"id\": \"a\", \"id\": \"b\"}").status()).isEqualTo(400);
        assertThat(post(api, "[]").status()).isEqualTo(400);
        Answer revoke = api.send(
                "POST", PATH + "/enrol-x/revoke", "{\"reason\": 1, \"x\": 1}", "Content-Type", "application/json");
        assertThat(revoke.status()).isEqualTo(422);
        assertThat(revoke.errors()).containsExactlyInAnyOrder("/x UNKNOWN_FIELD", "/reason WRONG_TYPE");
        for (String path : List.of("/revoke", "/token")) {
            assertThat(api.send("POST", PATH + "/no-such" + path, "").status()).isEqualTo(404);
        }
        assertThat(api.send("GET", PATH + "/no-such", "").status()).isEqualTo(404);
    }

    private static Answer enrol(Api api, String id) throws Exception {
        return post(api, """
                {"id": "%s", "project": "enrol", "location": "SECONDARY", "labels": {"region": "eu"}}
                """.formatted(id));
    }

    private static Answer post(Api api, String json) throws Exception {
        return api.send("POST", PATH, json, "Content-Type", "application/json", "X-Actor", "ann");
    }

    private boolean isTokenOf(String cluster, String token) {
        return hm.jdbc()
                .sql("SELECT token_sha256 = encode(sha256(:token::bytea), 'hex') FROM hm.cluster WHERE id = :id")
                .param("token", token)
                .param("id", cluster)
                .query(Boolean.class)
                .single();
    }
}
