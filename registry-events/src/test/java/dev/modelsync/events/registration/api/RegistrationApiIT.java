package dev.modelsync.events.registration.api;

import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class RegistrationApiIT {

    private static ConfigurableApplicationContext application;
    private static Api api;

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
    void shouldRegisterAndShow() throws Exception {
        Answer registered =
                api.send("POST", Api.services("show"), """
                {"name": "openai-prod", "provider": "OPENAI", "endpointUrl": "HTTPS://API.openai.com:443/",
                 "credentials": {"apiKey": "sk-test"}, "labels": {"team": "search"}, "reason": "ticket 42",
                 "models": [{"upstreamModel": "text-embedding-3-small", "function": "TEXT_EMBEDDING"},
                            {"upstreamModel": "gpt-4o", "function": "TEXT_COMPLETION", "registryName": "gpt-4o-prod"}]}
                """, "Content-Type", "application/json", "X-Actor", "ann");

        assertThat(registered.status()).isEqualTo(201);
        String location = registered.response().headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo(Api.services("show") + "/openai-prod");
        JsonNode json = registered.json();
        assertThat(registered.etag()).isEqualTo("\"" + json.get("revision").longValue() + "\"");
        assertThat(json.get("endpointUrl").stringValue()).isEqualTo("https://api.openai.com");
        assertCredentials(json.get("credentials"), true, 1);
        assertThat(json.get("models").toString())
                .contains("\"openai-prod-text-embedding-3-small\"", "\"gpt-4o-prod\"", "\"openai_completions\"");
        assertThat(json.get("changedBy").stringValue()).isEqualTo("ann");
        assertThat(json.get("reason").stringValue()).isEqualTo("ticket 42");
        assertThat(json.get("clusters").isEmpty()).isTrue();

        Answer got = api.send("GET", location, "");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.saved()).isEqualTo(registered.saved());
        assertThat(got.etag()).isEqualTo(registered.etag());
    }

    @Test
    void shouldEditByMergePatchAndKeepNames() throws Exception {
        Answer registered = api.register("edit", Api.openAi("svc"));
        Answer edited = api.patch("edit", "svc", registered.etag(), """
                {"labels": {"a": "1"}, "reason": "grow",
                 "models": [{"upstreamModel": "text-embedding-3-small", "function": "TEXT_EMBEDDING"},
                            {"upstreamModel": "gpt-4o", "function": "TEXT_COMPLETION"}]}
                """);
        Answer again = api.patch("edit", "svc", edited.etag(), "{\"labels\": {\"a\": null, \"b\": \"2\"}}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().at("/models/0/registryName").stringValue()).isEqualTo("svc");
        assertThat(edited.json().at("/models/1/registryName").stringValue()).isEqualTo("svc-gpt-4o");
        assertThat(edited.json().at("/credentials/version").intValue()).isEqualTo(1);
        assertThat(again.json().get("labels")).hasToString("{\"b\":\"2\"}");
        assertThat(again.json().get("reason").isNull()).isTrue();
    }

    @Test
    void shouldNotMakeARevisionOfAnEditThatChangesNothing() throws Exception {
        Answer registered = api.register("same", Api.openAi("svc"));

        Answer edited =
                api.patch("same", "svc", registered.etag(), "{\"endpointUrl\": \"https://API.openai.com:443\"}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.etag()).isEqualTo(registered.etag());
    }

    @Test
    void shouldKeepACredentialOnlyForACommittedRow() throws Exception {
        int before = secrets();
        Answer registered = api.register("keys", Api.openAi("svc"));
        assertThat(secrets()).isEqualTo(before + 1);

        api.register("keys", Api.openAi("svc"));
        assertThat(secrets()).isEqualTo(before + 1);

        api.patch("keys", "svc", registered.etag(), "{\"credentials\": {\"apiKey\": \"sk-2\"}}");
        Answer stale = api.patch("keys", "svc", registered.etag(), "{\"credentials\": {\"apiKey\": \"sk-3\"}}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(secrets()).isEqualTo(before + 2);
    }

    @Test
    void shouldBindACredentialToItsHost() throws Exception {
        Answer registered = api.register("bound", Api.openAi("svc"));

        Answer refused =
                api.patch("bound", "svc", registered.etag(), "{\"endpointUrl\": \"https://evil.example.com\"}");
        Answer moved = api.patch(
                "bound",
                "svc",
                registered.etag(),
                "{\"endpointUrl\": \"https://other.example.com\", \"credentials\": {\"apiKey\": \"sk-2\"}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors()).containsExactly("/endpointUrl CREDENTIALS_REQUIRED");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.json().at("/credentials/version").intValue()).isEqualTo(2);
    }

    @Test
    void shouldRefuseToTakeRequiredCredentialsAway() throws Exception {
        Answer registered = api.register("away", Api.openAi("svc"));

        Answer refused = api.patch("away", "svc", registered.etag(), "{\"credentials\": null}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors()).containsExactly("/credentials REQUIRED");
    }

    @Test
    void shouldTakeOptionalCredentialsAwayAndBack() throws Exception {
        Answer registered = api.register("optional", Api.openAi("svc").replace("OPENAI", "OPENAI_COMPATIBLE"));
        Answer without = api.patch("optional", "svc", registered.etag(), "{\"credentials\": null}");
        Answer with = api.patch("optional", "svc", without.etag(), "{\"credentials\": {\"apiKey\": \"sk-2\"}}");

        assertCredentials(without.json().get("credentials"), false, 0);
        assertCredentials(with.json().get("credentials"), true, 1);
    }

    @Test
    void shouldDeregisterAndGiveTheNamesBack() throws Exception {
        Answer registered = api.register("gone", Api.openAi("svc"));

        assertThat(api.delete("gone", "svc", registered.etag()).status()).isEqualTo(204);
        assertThat(api.get("gone", "svc").status()).isEqualTo(404);
        assertThat(api.get("gone", "svc").json().get("detail").stringValue())
                .isEqualTo("Project 'gone' has no service 'svc'");
        assertThat(api.get("gone", "No_Such").json().get("detail").stringValue())
                .startsWith("There cannot be a service 'No_Such'; allowed: ");
        assertThat(api.delete("gone", "svc", registered.etag()).status()).isEqualTo(404);
        assertThat(api.register("gone", Api.openAi("svc")).status()).isEqualTo(201);
    }

    @Test
    void shouldListInPages() throws Exception {
        for (String name : List.of("b", "a", "c", "a-b", "a.b")) {
            api.register("list", Api.openAi(name));
        }

        List<String> names = new ArrayList<>();
        String query = "?limit=2";
        for (int page = 0; page < 3; page++) {
            JsonNode json = api.list("list", query).json();
            json.get("items").forEach(item -> names.add(item.get("name").stringValue()));
            JsonNode token = json.get("nextPageToken");
            assertThat(token.isNull()).isEqualTo(page == 2);
            query = token.isNull() ? "" : "?limit=2&pageToken=" + token.stringValue();
        }

        assertThat(names).containsExactly("a", "a-b", "a.b", "b", "c");
        assertThat(api.list("no-such-project", "").json()).hasToString("{\"items\":[],\"nextPageToken\":null}");
    }

    @Test
    void shouldTellTheCatalogue() throws Exception {
        JsonNode items = api.send("GET", "/api/v1/providers", "").json().get("items");

        assertThat(items).hasSize(7);
        JsonNode bedrock = items.get(2);
        assertThat(bedrock.get("label").stringValue()).isEqualTo("AWS Bedrock");
        assertThat(bedrock.at("/protocols/0/isDefault").booleanValue()).isTrue();
        assertThat(bedrock.at("/protocols/1/isDefault").booleanValue()).isFalse();
        assertThat(bedrock.at("/protocols/0/functions/0/name").stringValue()).isEqualTo("TEXT_COMPLETION");
        assertThat(bedrock.at("/credentials/required").booleanValue()).isTrue();
        assertThat(bedrock.at("/credentials/alternatives/0/label").stringValue())
                .isEqualTo("Access key ID and Secret access key");
        assertThat(bedrock.at("/credentials/alternatives/1/fields/0/secret").booleanValue())
                .isTrue();
    }

    @Test
    void shouldFilterTheListWithStablePages() throws Exception {
        for (String name : List.of("a", "b", "c", "d")) {
            api.register(
                    "filter",
                    Api.openAi(name)
                            .replace(
                                    "\"name\"",
                                    "\"labels\": {\"team\": \"" + (name.equals("b") ? "x" : "y,z") + "\"}, \"name\""));
        }

        assertThat(names("?label=team%3Dy,z")).containsExactly("a", "c", "d");
        assertThat(names("?label=team&provider=OPENAI")).hasSize(4);
        assertThat(names("?provider=GEMINI")).isEmpty();
        assertThat(names("?label=none")).isEmpty();
        assertThat(names("?text=EMBEDDING-3")).hasSize(4);
        assertThat(names("?text=%25")).isEmpty();
        JsonNode page = api.list("filter", "?label=team%3Dy,z&limit=2").json();
        String next = page.get("nextPageToken").stringValue();
        api.register("filter", Api.openAi("aa"));
        assertThat(names("?label=team%3Dy,z&limit=2&pageToken=" + next)).containsExactly("d");
        assertThat(api.list("filter", "?provider=x").status()).isEqualTo(400);
        assertThat(api.list("filter", "?state=GREEN").status()).isEqualTo(400);
    }

    private static List<String> names(String query) throws Exception {
        return api.list("filter", query)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("name").stringValue())
                .toList();
    }

    private static int secrets() throws IOException {
        Path folder = Hm.shared().secrets();
        if (Files.notExists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.count();
        }
    }

    /** Of the credentials themselves, nothing is told. */
    private static void assertCredentials(JsonNode told, boolean set, int version) {
        assertThat(told.propertyNames()).containsExactlyInAnyOrder("set", "version", "proxies");
        assertThat(told.get("set").booleanValue()).isEqualTo(set);
        assertThat(told.get("version").intValue()).isEqualTo(version);
        assertThat(told.get("proxies").isNull()).isEqualTo(!set);
    }
}
