package dev.modelsync.sync;

import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.COMPLETIONS;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** A worker that is killed again and again during a stream of changes loses and doubles nothing. */
class WorkerCrashIT {
    private static final int SERVICES = 30;
    private static final int CHANGES = 300;
    private static final int KILLS = 4;
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final long SEED = 20261122;

    private final TestCluster cluster = new TestCluster();
    private final Random random = new Random(SEED);
    private final Map<String, Set<String>> desired = new TreeMap<>();
    private final Map<String, ServiceChanged> last = new HashMap<>();
    private final List<JavaProcess> workers = new ArrayList<>();

    @AfterEach
    void stop() {
        workers.forEach(JavaProcess::kill);
        cluster.close();
    }

    @Test
    void shouldEndWithWhatIsWantedThoughTheWorkerIsKilledAgainAndAgain() {
        HandMade.model(cluster, "hand-made", "anthropic_messages", "dba-key");
        HandMade.model(cluster, "model-3-1", COMPLETIONS, null);
        List<Map<String, Object>> handMade = HandMade.models(cluster);

        JavaProcess worker = startWorker();
        cluster.eventually().until(this::journalExists);
        for (int kill = 0; kill < KILLS; kill++) {
            int appliedBefore = decided();
            sendChanges(CHANGES / KILLS);
            cluster.eventually().atMost(RECOVERY).until(() -> decided() > appliedBefore);
            worker.kill();
            worker = startWorker();
        }

        Set<String> expected = new HashSet<>();
        desired.values().forEach(expected::addAll);
        expected.remove("model-3-1");
        cluster.eventually().atMost(RECOVERY).untilAsserted(() -> {
            assertThat(cluster.syncedModels().keySet()).isEqualTo(expected);
            assertThat(cluster.outcomes())
                    .extracting(SyncOutcome::getEventId)
                    .containsAll(last.values().stream()
                            .map(ServiceChanged::getEventId)
                            .toList());
        });
        assertThat(outcomesOfOneEvent())
                .allSatisfy((event, ids) -> assertThat(ids).hasSize(1));
        assertThat(HandMade.models(cluster)).isEqualTo(handMade);
        assertThat(cluster.credentialOf("anthropic_messages")).contains("dba-key");
        assertThat(cluster.credentialOf(TestService.EMBEDDINGS)).contains(TestCluster.TOKEN);
    }

    private void sendChanges(int number) {
        for (int i = 0; i < number; i++) {
            int index = random.nextInt(SERVICES);
            TestService service = cluster.service("service-" + index);
            ServiceChanged former = last.get(service.name());
            long revision = former == null ? 1 : former.getRevision() + 1;
            ServiceChanged change =
                    random.nextInt(5) == 0 ? service.withdrawn(revision) : service.declared(revision, models(index));
            cluster.send(change);
            last.put(service.name(), change);
            desired.put(service.name(), namesIn(change));
        }
    }

    private ModelState[] models(int service) {
        List<ModelState> models = new ArrayList<>();
        for (int model = 0; model < 3; model++) {
            if (random.nextBoolean()) {
                String name = "model-" + service + "-" + model;
                models.add(random.nextBoolean() ? embedding(name) : completion(name));
            }
        }
        return models.toArray(ModelState[]::new);
    }

    private static Set<String> namesIn(ServiceChanged change) {
        Set<String> names = new HashSet<>();
        if (change.getAfter() != null) {
            change.getAfter().getModels().forEach(model -> names.add(model.getRegistryName()));
        }
        return names;
    }

    /** A name that is taken stays taken, so no change here is decided twice. */
    private Map<String, Set<String>> outcomesOfOneEvent() {
        Map<String, Set<String>> ids = new HashMap<>();
        cluster.outcomes()
                .forEach(outcome -> ids.computeIfAbsent(outcome.getEventId(), none -> new HashSet<>())
                        .add(outcome.getOutcomeId()));
        return ids;
    }

    private boolean journalExists() {
        return cluster.sql()
                .sql("select to_regclass('modelsync.status') is not null")
                .query(Boolean.class)
                .single();
    }

    private int decided() {
        return cluster.sql()
                .sql("select coalesce(sum(revision), 0) from modelsync.service where project = :project")
                .param("project", cluster.project())
                .query(Integer.class)
                .single();
    }

    private JavaProcess startWorker() {
        JavaProcess worker = cluster.startProcess("worker-" + workers.size());
        workers.add(worker);
        return worker;
    }
}
