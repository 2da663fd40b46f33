package dev.modelsync.sync;

import dev.modelsync.embedded.AidbStandIn;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** What {@link ReplayIT} shows of one build holds on the others, and where credentials are delivered, which a replay brings back as well. */
@ParameterizedClass(name = "{0}, direct: {1}")
@MethodSource("sites")
class ReplayBuildsIT {
    private static final Map<String, String> DONE =
            Map.of("CREATE", "CREATED", "EDIT", "EDITED", "REMOVE", "REMOVED", "LEAVE", "UNCHANGED", "SKIP", "SKIPPED");

    private final AidbBuild build;
    private final ReplayedCluster replayed;
    private final TestCluster cluster;
    private final TestService first;
    private final TestService second;
    private final String key;

    ReplayBuildsIT(AidbBuild build, boolean direct) {
        this.build = build;
        this.replayed = new ReplayedCluster(build.newCluster());
        this.cluster = replayed.cluster();
        this.first = cluster.service("first");
        this.second = cluster.service("second");
        this.key = direct ? sealed() : TestCluster.TOKEN;
    }

    /** Each version once, the one of {@link ReplayIT} with delivered credentials only. */
    static Stream<Arguments> sites() {
        Map<String, AidbBuild> builds = new TreeMap<>();
        AidbBuild.all().forEach(build -> builds.putIfAbsent(build.version(), build));
        assertThat(builds).containsOnlyKeys(AidbStandIn.VERSIONS);
        return Stream.of(true, false)
                .flatMap(direct -> builds.values().stream()
                        .filter(build -> direct || !build.version().equals(AidbStandIn.VERSION))
                        .map(build -> Arguments.of(build, direct)));
    }

    @AfterEach
    void stop() {
        replayed.close();
    }

    @Test
    void shouldChangeNothingOfAHealthyClusterAndDoJustWhatWasPlannedOfOneThatLostRows() {
        ServiceChanged one = first.declared(1, embedding("a"), embedding("b"));
        ServiceChanged other = second.declared(2, completion("c"));
        replayed.start(one).decided(other);
        assertThat(Stream.of(one, other).map(cluster::outcomeOf))
                .allSatisfy(outcome -> assertThat(outcome.getResult()).isEqualTo(SyncResult.APPLIED));
        Map<String, String> before = cluster.ownModels();
        assertThat(before).containsOnlyKeys("a", "b", "c");
        Map<String, String> oids = oids();

        TestReplay healthy = replayed.replay().plan();
        ReplayReport nothing = healthy.run(ReplayState.DONE);

        assertThat(healthy.models())
                .isEqualTo(Map.of("a", "LEAVE AS_WANTED", "b", "LEAVE AS_WANTED", "c", "LEAVE AS_WANTED"));
        assertThat(nothing.getDetail()).isEqualTo("Nothing was to be changed, and nothing was");
        assertThat(oids()).isEqualTo(oids);

        replayed.drop("a");
        replayed.drop("c");
        TestReplay lost = replayed.replay().plan();
        assertThat(lost.models()).containsEntry("a", "CREATE MISSING").containsEntry("c", "CREATE MISSING");
        assertThat(cluster.ownModels()).containsOnlyKeys("b");

        ReplayReport done = lost.run(ReplayState.DONE);

        assertThat(replayed.told(lost, one, other)).isEqualTo(doneOf(lost.models()));
        assertThat(done.getDone().getOvertaken()).isZero();
        assertThat(cluster.ownModels()).isEqualTo(before);
        assertThat(Set.of("a", "b", "c").stream().map(model -> build.secretOf(model, cluster)))
                .containsOnly(key);
        assertThat(replayed.replay().plan().report().getPlanned().getChangedServices())
                .isZero();
    }

    private String sealed() {
        TestSeal seal = new TestSeal(cluster);
        seal.seal(first, 1, "sk-delivered");
        seal.seal(second, 1, "sk-delivered");
        return "sk-delivered";
    }

    /** What a plan comes to when it is carried out, model by model. */
    private static Map<String, String> doneOf(Map<String, String> planned) {
        Map<String, String> done = new HashMap<>();
        planned.forEach((model, action) -> done.put(model, DONE.get(action.split(" ")[0])));
        return done;
    }

    /** By which a model that was made anew is another. */
    private Map<String, String> oids() {
        return cluster
                .sql()
                .sql(
                        "select t.relname, t.oid::text as oid from pg_foreign_table f join pg_class t on t.oid = f.ftrelid")
                .query((row, number) -> Map.entry(row.getString("relname"), row.getString("oid")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
