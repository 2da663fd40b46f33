package dev.modelsync.events.registration.purge;

import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.events.publish.RepairLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PurgeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PROJECT = "purging";

    private final Hm hm = Hm.shared();

    @Test
    void shouldMakeTombstonesOfOldDeregistrationsAndRemoveCredentialsOutOfUse() throws Exception {
        List<String> before = secrets();
        String kept;
        try (ConfigurableApplicationContext application = start()) {
            Api api = new Api(application);
            Api.Answer gone = api.register(PROJECT, Api.openAi("gone"));
            Api.Answer goneRotated = rotate(api, "gone", gone);
            api.delete(PROJECT, "gone", goneRotated.etag());
            rotate(api, "stays", api.register(PROJECT, Api.openAi("stays")));
            kept = hm.jdbc().sql("""
                            SELECT credential_ref || '.v' || credential_version FROM hm.inference_service
                            WHERE project = 'purging' AND name = 'stays'
                            """).query(String.class).single();
            awaitTopic("gone", "REGISTERED", "CREDENTIALS_ROTATED", "DEREGISTERED");
            assertThat(secretsSince(before)).hasSize(4);
        }
        // 31 days later: nothing but the stamps can tell.
        hm.jdbc().sql("ALTER TABLE hm.inference_service DISABLE TRIGGER stamp").update();
        hm.jdbc().sql("""
                        UPDATE hm.inference_service SET changed_at = changed_at - interval '31 days'
                        WHERE project = 'purging' AND name = 'gone'
                        """).update();
        hm.jdbc().sql("ALTER TABLE hm.inference_service ENABLE TRIGGER stamp").update();
        hm.jdbc()
                .sql("UPDATE hm.retired_secret SET retired_at = retired_at - interval '31 days'")
                .update();

        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.isActive()).isTrue();
            awaitTopic("gone", "REGISTERED", "CREDENTIALS_ROTATED", "DEREGISTERED", "tombstone");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(secretsSince(before)).containsExactly(kept));
            assertThat(hm.topic().summaries(PROJECT + "/stays")).containsExactly("REGISTERED", "CREDENTIALS_ROTATED");
        }
    }

    private static Api.Answer rotate(Api api, String name, Api.Answer seen) throws Exception {
        return api.patch(PROJECT, name, seen.etag(), "{\"credentials\": {\"apiKey\": \"sk-other\"}}");
    }

    private ConfigurableApplicationContext start() {
        Map<String, Object> properties = hm.properties();
        properties.put("modelsync.registration.purge-interval", "1s");
        ConfigurableApplicationContext application = RegistryEventsApplication.start(properties);
        // From then on, changes are found in the log, one by one.
        await().atMost(PATIENCE)
                .until(() -> application.getBean(RepairLog.class).comparedAt() != null);
        return application;
    }

    private List<String> secretsSince(List<String> before) {
        return secrets().stream().filter(file -> !before.contains(file)).toList();
    }

    private List<String> secrets() {
        if (!Files.isDirectory(hm.secrets())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(hm.secrets())) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitTopic(String name, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(hm.topic().summaries(PROJECT + "/" + name)).containsExactly(expected));
    }
}
