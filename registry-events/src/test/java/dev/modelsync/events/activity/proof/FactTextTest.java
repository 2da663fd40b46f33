package dev.modelsync.events.activity.proof;

import dev.modelsync.events.activity.entry.ActivityFact;
import dev.modelsync.events.activity.entry.ActivityReader;
import dev.modelsync.proof.Chain;
import dev.modelsync.schema.ChangeSource;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ClusterChangeType;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterLocation;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.CredentialDelivery;
import dev.modelsync.schema.ModelAction;
import dev.modelsync.schema.ModelOutcome;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.RecordPosition;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import dev.modelsync.schema.WorkerCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is hashed of events as they have been written so far. If one of these fails, the hashes of logs in use would change, and what was
 * signed of them would prove nothing any more: what comes to an entry later has to be left out where an event does not have it.
 */
class FactTextTest {
    private static final Instant AT = Instant.parse("2026-11-26T12:00:00.000001Z");

    @Test
    void shouldStayTheSameForAChangeOfAService() {
        ServiceState state = ServiceState.newBuilder()
                .setProvider("OPENAI")
                .setEndpointUrl("https://api.example.com")
                .setApiProtocolVersion("OPENAI_V1")
                .setAllowInsecure(false)
                .setCredentialVersion(1)
                .setLabels(Map.of("team", "search", "area", "k\u00f6ln"))
                .setModels(
                        List.of(new ModelState("m", "small", "TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings")))
                .build();
        ServiceChanged event = ServiceChanged.newBuilder()
                .setEventId("u:1")
                .setProjectId("demo")
                .setServiceName("svc")
                .setServiceUid("u")
                .setRevision(1)
                .setType(ChangeType.REGISTERED)
                .setAfter(state)
                .setActor("ada")
                .setOccurredAt(AT)
                .setSource(new ChangeSource(42L, 7L, false))
                .build();
        assertThat(texts(event)).isEqualTo("""
                {"entry":{"actor":"ada","after":{"allowInsecure":false,"apiProtocolVersion":"OPENAI_V1","credentialVersion":1,\
                "endpointUrl":"https://api.example.com","labels":{"area":"k\u00f6ln","team":"search"},"models":{"m":{"aidbProvider":"openai_embeddings",\
                "function":"TEXT_EMBEDDING","requestPath":"/v1/embeddings","upstreamModel":"small"}},"provider":"OPENAI"},\
                "at":"2026-11-26T12:00:00.000001Z","before":{},"id":"u:1","origin":"CHANGE","project":"demo","revision":1,\
                "service":"svc","serviceUid":"u","type":"REGISTERED"}}""");
    }

    @Test
    void shouldStayTheSameForAChangeOfACluster() {
        ClusterChanged event = ClusterChanged.newBuilder()
                .setEventId("eu:2")
                .setClusterId("eu")
                .setRevision(2)
                .setType(ClusterChangeType.ENROLLED)
                .setProjectId("demo")
                .setLocation(ClusterLocation.PRIMARY)
                .setDelivery(CredentialDelivery.PROXY)
                .setTokenSha256("0".repeat(64))
                .setEnrolledAt(AT)
                .setActor("ada")
                .setReason("ticket")
                .setOccurredAt(AT)
                .setLsn(1)
                .setSnapshot(false)
                .build();
        assertThat(texts(event)).isEqualTo("""
                {"entry":{"actor":"ada","after":{"enrolledAt":"2026-11-26T12:00:00.000001Z","location":"PRIMARY","project":"demo"},\
                "at":"2026-11-26T12:00:00.000001Z","before":{},"cluster":"eu","id":"eu:2","origin":"CHANGE","project":"demo",\
                "reason":"ticket","revision":2,"type":"ENROLLED"}}""");
    }

    @Test
    void shouldStayTheSameForACommandAndItsAnswer() {
        WorkerCommand command = WorkerCommand.newBuilder()
                .setCommandId("c")
                .setClusterId("eu")
                .setType(CommandType.PAUSE)
                .setActor("olga")
                .setIssuedAt(AT)
                .setExpiresAt(AT.plusSeconds(60))
                .build();
        CommandOutcome answer = CommandOutcome.newBuilder()
                .setOutcomeId("o")
                .setCommandId("c")
                .setClusterId("eu")
                .setType("PAUSE")
                .setResult(CommandResult.DONE)
                .setActor("olga")
                .setIssuedAt(AT)
                .setDecidedAt(AT.plusSeconds(1))
                .build();
        assertThat(texts(command)).isEqualTo("""
                {"entry":{"actor":"olga","after":{"expiresAt":"2026-11-26T12:01:00.000001Z"},"at":"2026-11-26T12:00:00.000001Z",\
                "before":{},"cluster":"eu","id":"command:eu:c","origin":"COMMAND","type":"PAUSE"}}""");
        assertThat(texts(answer)).isEqualTo("""
                {"entry":{"actor":"olga","after":{},"at":"2026-11-26T12:00:00.000001Z","before":{},"cluster":"eu",\
                "id":"command:eu:c","origin":"ANSWER","type":"PAUSE"}}
                {"outcome":{"appliedAt":"2026-11-26T12:00:01.000001Z","changedAt":"2026-11-26T12:00:00.000001Z","cluster":"eu",\
                "entry":"command:eu:c","id":"o","models":[],"result":"DONE"}}""");
    }

    @Test
    void shouldStayTheSameForAnOutcome() {
        SyncOutcome outcome = outcome()
                .setResult(SyncResult.SKIPPED)
                .setReason("NAME_TAKEN")
                .setModels(List.of(new ModelOutcome("m", ModelAction.SKIPPED, "NAME_TAKEN")))
                .build();
        assertThat(texts(outcome)).isEqualTo("""
                {"outcome":{"appliedAt":"2026-11-26T12:00:01.000001Z","changedAt":"2026-11-26T12:00:00.000001Z","cluster":"eu",\
                "entry":"u:1","id":"o","models":[{"action":"SKIPPED","reason":"NAME_TAKEN","registryName":"m"}],\
                "reason":"NAME_TAKEN","result":"SKIPPED"}}""");
    }

    @Test
    void shouldSayOfWhichReplayAnOutcomeCameAndKnowTheFormBeforeThat() {
        SyncOutcome outcome = outcome()
                .setResult(SyncResult.APPLIED)
                .setModels(List.of())
                .setReplayId("r")
                .build();
        String earlier = """
                {"outcome":{"appliedAt":"2026-11-26T12:00:01.000001Z","changedAt":"2026-11-26T12:00:00.000001Z","cluster":"eu",\
                "entry":"u:1","id":"o","models":[],"result":"APPLIED"}}""";
        String present = earlier.replace("\"models\":[],", "\"models\":[],\"replay\":\"r\",");
        FactText text = FactText.of(ActivityReader.read(outcome).get(0));

        assertThat(text.json()).isEqualTo(present);
        assertThat(text.content()).isEqualTo(Chain.sha256(present));
        assertThat(text.earlierContent()).contains(Chain.sha256(earlier));
        assertThat(text.formOf(Chain.sha256(earlier))).isEqualTo(earlier);
        assertThat(text.formOf(Chain.sha256(present))).isEqualTo(present);
        assertThat(text.formOf("of something else")).isEqualTo(present);
    }

    private static SyncOutcome.Builder outcome() {
        return SyncOutcome.newBuilder()
                .setOutcomeId("o")
                .setClusterId("eu")
                .setProjectId("demo")
                .setServiceName("svc")
                .setServiceUid("u")
                .setRevision(1)
                .setEventId("u:1")
                .setChangedAt(AT)
                .setAppliedAt(AT.plusSeconds(1))
                .setSource(new RecordPosition("t", 0, 0L));
    }

    private static String texts(Object event) {
        List<ActivityFact> facts = ActivityReader.read(event);
        return facts.stream().map(FactText::of).map(FactText::json).collect(Collectors.joining("\n"));
    }
}
