package dev.modelsync.quickstart;

import dev.modelsync.quickstart.HmClient.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A registration, an edit and a removal arrive at both clusters, whatever is restarted between them. */
class RestartsIT {
    @TempDir
    private static Path data;

    private static Stack stack;
    private static HmClient hm;

    private final List<List<String>> handMade = new ArrayList<>();

    @BeforeAll
    static void start() throws SQLException {
        stack = Stack.start(data, Settings.onFreePorts());
        hm = stack.client();
        for (Cluster cluster : stack.servers().clusters()) {
            HandMade.in(cluster);
        }
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @BeforeEach
    void lookAtWhatIsMadeByHand() throws SQLException {
        for (Cluster cluster : stack.servers().clusters()) {
            List<String> seen = HandMade.look(cluster);
            assertThat(seen).hasSize(3);
            handMade.add(seen);
        }
    }

    @AfterEach
    void shouldLeaveAloneWhatIsMadeByHand() throws SQLException {
        for (int i = 0; i < handMade.size(); i++) {
            assertThat(HandMade.look(stack.servers().clusters().get(i))).isEqualTo(handMade.get(i));
        }
    }

    @Test
    void shouldArriveWhenThePublisherIsRestarted() {
        playBetween("publisher", () -> {
            stack.registryEvents().stop();
            stack.registryEvents().start();
        });
    }

    @Test
    void shouldArriveWhenTheWorkerIsRestarted() {
        playBetween("worker", () -> {
            stack.syncConsumer().stop();
            stack.syncConsumer().start();
        });
    }

    @Test
    void shouldArriveWhenTheBrokerIsRestarted() {
        playBetween("broker", () -> stack.servers().restartKafka());
    }

    @Test
    void shouldArriveWhenTheAidbServersCrash() {
        playBetween(
                "aidb",
                () -> stack.servers().clusters().forEach(cluster -> {
                    cluster.server().crash();
                    cluster.server().restart();
                }));
    }

    @Test
    void shouldArriveWhenTheHmServerCrashes() {
        playBetween("hm", () -> {
            stack.servers().hm().crash();
            stack.servers().hm().restart();
        });
    }

    @Test
    void shouldArriveWhenTheWorkerWasAwayForAllOfIt() {
        String name = "away";
        stack.syncConsumer().stop();
        Answer registered = hm.register(service(name, "m1")).orFail("register");
        Answer edited = hm.edit(name, registered.revision(), models("m1", "m2")).orFail("edit");
        stack.syncConsumer().start();
        expect(name, edited, Set.of("away", "away-m2"));
    }

    private void playBetween(String name, Runnable restart) {
        Answer registered = hm.register(service(name, "m1", "m2")).orFail("register");
        restart.run();
        expect(name, registered, Set.of(name + "-m1", name + "-m2"));

        Answer edited = hm.edit(name, registered.revision(), models("m2", "m3")).orFail("edit");
        restart.run();
        expect(name, edited, Set.of(name + "-m2", name + "-m3"));

        Answer removed = hm.deregister(name, edited.revision()).orFail("deregister");
        restart.run();
        expect(name, removed, Set.of());
    }

    private static void expect(String service, Answer change, Set<String> models) {
        for (Cluster cluster : stack.servers().clusters()) {
            Arrival arrival = Arrival.await(cluster, Story.PROJECT, service, change.revision(), System.nanoTime());
            assertThat(arrival.arrived()).as(arrival.describe()).isTrue();
            assertThat(arrival.models()).containsOnlyKeys(models);
        }
    }

    private static Map<String, Object> service(String name, String... models) {
        URI provider = stack.servers().provider().baseUrl();
        return Map.of(
                "name", name,
                "provider", "OPENAI",
                "endpointUrl", provider.toString(),
                "credentials", Map.of("apiKey", "sk-restarts"),
                "models", models(models).get("models"));
    }

    private static Map<String, List<Map<String, String>>> models(String... upstream) {
        List<Map<String, String>> models = new ArrayList<>();
        for (String model : upstream) {
            models.add(Map.of("upstreamModel", model, "function", "TEXT_EMBEDDING"));
        }
        return Map.of("models", models);
    }
}
