package dev.modelsync.sync;

import dev.modelsync.embedded.AidbStandIn;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.embedding;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Where credentials have names, AIDB keeps what is taken back: a DBA is told which ones to delete. */
class LeftCredentialsIT {
    private static final String FIRST = "modelsync_direct_1";

    private final TestCluster cluster = new TestCluster(
                    TestServers.running().newAidbDatabase(AidbStandIn.VERSION_NAMED_CREDENTIALS, List.of()))
            .set("check-interval", "100ms");
    private final TestSeal seal = new TestSeal(cluster);
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldTellADbaWhatStaysInAidbAndNotRelyOnItAgain() throws InterruptedException {
        seal.seal(service, 1, "sk-first");
        ServiceChanged registered = service.declared(1, embedding("a"));
        cluster.start();
        try (LogLines log = new LogLines()) {
            cluster.send(registered);
            cluster.becomes(registered, SyncResult.APPLIED);
            assertThat(left()).isEmpty();

            seal.withdraw(service);
            cluster.becomes(registered, SyncResult.SKIPPED);

            cluster.eventually()
                    .untilAsserted(() -> assertThat(left()).containsExactly(FIRST + " of " + service.key()));
            cluster.eventually()
                    .untilAsserted(() -> assertThat(log.lines())
                            .anyMatch(line -> line.contains("cluster="
                                    + cluster.id() + " the credential '" + FIRST + "' of service " + service.key()
                                    + " stays in AIDB")));
        }
        assertThat(doctor()).contains("WARN", "no model works with " + FIRST, "from modelsync.left_credential");

        cluster.sql()
                .sql("delete from aidb_internal.credential where name = '" + FIRST + "'")
                .update();
        seal.seal(service, 1, "sk-first");
        cluster.becomes(registered, SyncResult.APPLIED);
        assertThat(cluster.ownModels().get("a")).contains("credential=modelsync_direct_2");

        cluster.sql()
                .sql("delete from modelsync.named_credential where left_at is not null")
                .update();
        assertThat(doctor()).doesNotContain("no model works with");
    }

    private List<String> left() {
        return cluster.sql()
                .sql("select name || ' of ' || belonged_to from modelsync.left_credential")
                .query(String.class)
                .list();
    }

    private String doctor() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        SyncConsumerApplication.examine(new HashMap<>(cluster.properties()), new PrintStream(printed, true, UTF_8));
        return printed.toString(UTF_8);
    }
}
