package dev.modelsync.events.activity.log;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.proof.Chain;
import dev.modelsync.proof.Verdict;
import dev.modelsync.proof.Verification;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import dev.modelsync.schema.WorkerCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The chains of a log with real topics, and its verification from an export alone. */
class ActivityProofIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATH = "/api/v1/activity";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private static final Instant BEFORE_HISTORY = NOW.minus(Topic.HISTORY.multipliedBy(2));

    private static Hm hm;

    @TempDir
    private Path folder;

    private final Stream stream = new Stream(hm);
    private final Chains chains = new Chains(hm);

    @BeforeAll
    static void startServers() {
        hm = Hm.apart();
    }

    @AfterAll
    static void stopServers() {
        hm.close();
    }

    @Test
    void shouldProveTheLogFindWhatIsTamperedWithAndGiveTheSameHashesWhenDerivedAnew() throws Exception {
        try (ConfigurableApplicationContext application = start()) {
            Api api = new Api(application);
            writeALog(api);
            awaitFolded();
            String before = chains.text();
            assertThat(before).contains(" CHANGE ", " COMMAND ", " ANSWER ", " OUTCOME ");
            chains.awaitSigned();
            assertThat(verified(api)).startsWith("0 PROVED");

            deliverAgain();
            awaitFolded();
            assertThat(rebuild(api)).isEqualTo("0 0 0 0");
            assertThat(chains.text()).isEqualTo(before);

            chains.tamper("UPDATE hm.activity SET actor = 'nobody' WHERE event_id = 'command:eu:c1'");
            assertThat(verified(api))
                    .startsWith("2 FAILED  the first: CHANGED ")
                    .contains("(command:eu:c1)");
            chains.tamper("DELETE FROM hm.activity_outcome WHERE outcome_id = 'o1'");
            chains.tamper("INSERT INTO hm.activity (event_id, origin, at, type, actor, before, after)"
                    + " VALUES ('forged', 'CHANGE', now(), 'UPDATED', 'eve', '{}', '{}')");
            assertThat(verified(api)).contains("REMOVED ", "(eu/o1)", "INSERTED forged");
            chains.tamper(
                    "DELETE FROM hm.activity_link l USING (SELECT stream, max(number) AS number FROM hm.activity_link"
                            + " WHERE stream LIKE 'hm.model-sync.control%' GROUP BY stream) tip"
                            + " WHERE (l.stream, l.number) = (tip.stream, tip.number)");
            assertThat(verified(api)).contains("CUT_OFF hm.model-sync.control.v1/");

            assertThat(rebuild(api)).matches("1 1 1 [1-9]\\d*");
            assertThat(chains.text()).isEqualTo(before);
            assertThat(verified(api)).startsWith("0 PROVED");

            shouldKeepTheHashOfWhatAnEarlierReleaseLinkedWithoutItsReplay(api);

            before = chains.text();
            compactAwayWhatIsOld();
            assertThat(rebuild(api)).isEqualTo("0 0 0 0");
            assertThat(chains.text()).isEqualTo(before);
            assertThat(verified(api)).startsWith("0 PROVED");
        }
        shouldGoOnFromTheCheckpointsOnTheirTopicWhereTheDatabaseWasRestored();
        shouldGiveChainsToALogFromBeforeThereWereAny();
    }

    /** Whoever has kept what was signed in the meantime must not find another of the same number. */
    private void shouldGoOnFromTheCheckpointsOnTheirTopicWhereTheDatabaseWasRestored() throws Exception {
        chains.forgetCheckpoints();
        Path kept;
        try (ConfigurableApplicationContext application = start()) {
            chains.awaitSigned();
            command("eu", "before-the-restore", NOW);
            awaitFolded();
            chains.awaitSigned();
            kept = Files.copy(exported(new Api(application)), folder.resolve("kept.ndjson"));
        }
        assertThat(chains.restoreCheckpoints(1)).isPositive();
        try (ConfigurableApplicationContext application = start()) {
            Api api = new Api(application);
            command("eu", "after-the-restore", NOW);
            awaitFolded();
            chains.awaitSigned();

            assertThat(verified(api, kept)).startsWith("0 PROVED");
        }
    }

    private void shouldKeepTheHashOfWhatAnEarlierReleaseLinkedWithoutItsReplay(Api api) throws Exception {
        String outcome = api.send("GET", PATH + "/proof", "")
                .response()
                .body()
                .lines()
                .filter(line -> line.contains("\"replay\":\"r1\""))
                .findFirst()
                .orElseThrow();
        String withoutReplay =
                '{' + outcome.substring(outcome.indexOf("\"outcome\":")).replace("\"replay\":\"r1\",", "");
        chains.tamper(
                "UPDATE hm.activity_link SET content = '" + Chain.sha256(withoutReplay) + "' WHERE fact_id = 'o2'");
        chains.tamper("UPDATE hm.activity_outcome SET replay_id = NULL");
        chains.linkAnew();
        chains.tamper("TRUNCATE hm.activity_checkpoint");
        String before = chains.text();
        chains.awaitSigned();
        assertThat(verified(api)).startsWith("0 PROVED");

        assertThat(rebuild(api)).as("the log gets the replay, the chains stay").isEqualTo("0 1 0 0");

        assertThat(chains.text()).isEqualTo(before);
        assertThat(hm.jdbc()
                        .sql("SELECT outcome_id FROM hm.activity_outcome WHERE replay_id = 'r1'")
                        .query(String.class)
                        .single())
                .isEqualTo("o2");
        assertThat(verified(api)).startsWith("0 PROVED");
    }

    /** As it was left by a release without chains: with an entry that no topic holds any more. */
    private void shouldGiveChainsToALogFromBeforeThereWereAny() throws Exception {
        chains.forgetCheckpoints();
        chains.tamper("TRUNCATE hm.activity_link");
        hm.jdbc().sql("""
                        INSERT INTO hm.activity (event_id, origin, at, type, actor, before, after)
                        VALUES ('ancient:1', 'CHANGE', :at, 'UPDATED', 'ada', '{}', '{"labels": {"b": "2", "a": "1"}}')
                        """).param("at", Timestamp.from(BEFORE_HISTORY)).update();
        try (ConfigurableApplicationContext application = start()) {
            Api api = new Api(application);
            assertThat(chains.text()).contains("before-chains ", " CHANGE ancient:1 ");
            chains.awaitSigned();
            assertThat(verified(api)).startsWith("0 PROVED");
            assertThat(rebuild(api)).isEqualTo("0 0 0 0");
            chains.tamper("UPDATE hm.activity SET actor = 'eve' WHERE event_id = 'ancient:1'");
            assertThat(rebuild(api)).isEqualTo("0 0 0 0");
            assertThat(verified(api))
                    .startsWith("2 FAILED  the first: CHANGED before-chains ")
                    .contains("(ancient:1)");
        }
    }

    private ConfigurableApplicationContext start() {
        Map<String, Object> properties = hm.properties();
        properties.put(
                "modelsync.activity.signing-key-file",
                hm.folder().resolve("activity.pem").toString());
        properties.put("modelsync.activity.checkpoint-interval", "1s");
        return RegistryEventsApplication.start(properties);
    }

    /** With a command that is known by its answer first, and one by its answer only. */
    private void writeALog(Api api) throws Exception {
        Api.Answer registered = api.register("proof", Api.openAi("svc"));
        await().atMost(PATIENCE).until(() -> hm.topic().summaries("proof/svc").size() == 1);
        api.delete("proof", "svc", registered.etag());
        command("old", "a", BEFORE_HISTORY);
        command("old", "b", BEFORE_HISTORY.plusSeconds(1));
        command("old", "c", NOW);
        await().atMost(PATIENCE).until(() -> hm.topic().summaries("proof/svc").size() == 2);
        String event = hm.topic().of("proof/svc").get(0).event().getEventId();
        stream.send(
                Topic.SYNC_OUTCOMES, "eu/proof/svc", Stream.outcome("proof", "o1", "eu", event, SyncResult.APPLIED, 1));
        SyncOutcome replayed = SyncOutcome.newBuilder(Stream.outcome("proof", "o2", "eu", event, SyncResult.APPLIED, 2))
                .setReplayId("r1")
                .build();
        stream.send(Topic.SYNC_OUTCOMES, "eu/proof/svc", replayed);
        answer("c1");
        awaitFolded();
        command("eu", "c1", NOW);
        answer("c2");
    }

    private void deliverAgain() throws Exception {
        String event = hm.topic().of("proof/svc").get(0).event().getEventId();
        stream.send(
                Topic.SYNC_OUTCOMES, "eu/proof/svc", Stream.outcome("proof", "o1", "eu", event, SyncResult.APPLIED, 1));
        answer("c1");
        command("eu", "c1", NOW);
    }

    private void command(String cluster, String id, Instant issued) throws Exception {
        WorkerCommand command = WorkerCommand.newBuilder()
                .setCommandId(id)
                .setClusterId(cluster)
                .setType(CommandType.PAUSE)
                .setActor("olga")
                .setIssuedAt(issued)
                .setExpiresAt(issued.plusSeconds(600))
                .build();
        stream.send(Topic.SYNC_CONTROL, cluster, command);
    }

    private void answer(String id) throws Exception {
        CommandOutcome answer = CommandOutcome.newBuilder()
                .setOutcomeId("answer-" + id)
                .setCommandId(id)
                .setClusterId("eu")
                .setType("PAUSE")
                .setResult(CommandResult.DONE)
                .setActor("olga")
                .setIssuedAt(NOW)
                .setDecidedAt(NOW)
                .build();
        stream.send(Topic.SYNC_OUTCOMES, "eu/@command/" + id, answer);
    }

    /** The two commands that are older than the history lose their records, as compaction and retention would have it. */
    private static void compactAwayWhatIsOld() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", hm.kafka().bootstrapServers()))) {
            Map<String, Object> first = hm.jdbc()
                    .sql("SELECT stream, record_offset FROM hm.activity_link WHERE fact_id = 'command:old:c'")
                    .query()
                    .singleRow();
            String[] place = String.valueOf(first.get("stream")).split("/");
            TopicPartition partition = new TopicPartition(place[0], Integer.parseInt(place[1]));
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset((Long) first.get("record_offset"))))
                    .all()
                    .get();
        }
    }

    /** Added, changed, removed, relinked. */
    private static String rebuild(Api api) throws Exception {
        JsonNode result = api.send("POST", PATH + "/rebuild", "").json();
        return List.of("added", "changed", "removed", "relinked").stream()
                .map(count -> result.get(count).toString())
                .collect(Collectors.joining(" "));
    }

    /** The exit code and the words of the verifier, which has the export and the public keys and nothing else. */
    private String verified(Api api, Path... checkpoints) throws Exception {
        Path export = exported(api);
        Path keys = Files.writeString(
                folder.resolve("keys.pem"),
                api.send("GET", PATH + "/signing-keys", "")
                        .json()
                        .get("items")
                        .valueStream()
                        .map(key -> key.get("publicKey").stringValue())
                        .collect(Collectors.joining()));
        Verdict verdict = Verification.of(export, List.of(checkpoints), keys);
        return (verdict.isProved() ? "0 " : "2 ") + Verification.words(verdict);
    }

    private Path exported(Api api) throws Exception {
        return Files.writeString(
                folder.resolve("export.ndjson"),
                api.send("GET", PATH + "/proof", "").response().body());
    }

    /** Waits until the position is past all that is on the topics. */
    private static void awaitFolded() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(new TopicEnds(hm.kafka().bootstrapServers()).all())
                        .allSatisfy((partition, end) -> assertThat(
                                        new Positions(hm.jdbc()).all().getOrDefault(partition, 0L))
                                .isEqualTo(end)));
    }
}
