package dev.modelsync.events.probe;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.Misbehaviour;
import dev.modelsync.embedded.RecordedRequest;
import dev.modelsync.events.Hm;
import dev.modelsync.events.Sql;
import dev.modelsync.events.probe.StatusTable.Row;
import dev.modelsync.events.probe.StatusTable.Ticket;
import dev.modelsync.events.registration.view.EndpointState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On a database of its own: whoever probes takes whatever is due. */
class ProbeScheduleIT {
    private static final String DATABASE = "probing";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final Duration NO_TIME = Duration.ZERO;

    private static DataSource database;
    private static JdbcClient jdbc;
    private static FakeProvider provider;

    private final List<Instance> instances = new ArrayList<>();

    @BeforeAll
    static void start() {
        Hm.shared().postgres().createDatabase(DATABASE);
        database = Hm.shared().postgres().dataSource(DATABASE);
        jdbc = JdbcClient.create(database);
        provider = FakeProvider.start(0);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/hm")
                .schemas("hm")
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @AfterEach
    void leaveNothing() {
        instances.forEach(Instance::close);
        jdbc.sql("UPDATE hm.inference_service SET state = 'DEREGISTERED'").update();
    }

    @Test
    void shouldProbeWhatIsRegisteredAndKeepWhatItFinds() {
        provider.misbehave("/refuses", Misbehaviour.answer(401, "{}"));
        UUID good = register("good", "/keyless");
        UUID bad = register("bad", "/refuses");
        provider.misbehave("/keyless", Misbehaviour.answer(200, "{\"data\": [{\"id\": \"other\"}]}"));

        assertThat(row(good).state()).isEqualTo(EndpointState.PENDING);
        instance().start();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(row(good).state()).isEqualTo(EndpointState.READY);
            assertThat(row(bad).state()).isEqualTo(EndpointState.FAILED);
        });
        assertThat(row(good).unlisted()).containsExactly("m");
        assertThat(row(bad).cause()).isEqualTo("BAD_KEY");
        assertThat(row(bad).seen()).isEqualTo("GET /v1/models was answered by 401");
        assertThat(row(bad).checkedAt()).isNotNull();
    }

    @Test
    void shouldHoldAReadyServiceForReadyAfterASingleFailureOfTheNetwork() {
        UUID service = register("blip", "/blip");
        Instance instance = instance();
        provider.misbehave("/blip", Misbehaviour.answer(200, "{\"data\": []}"));
        instance.probing.carryOut(ticket(instance, service));
        Row ready = row(service);
        provider.misbehave("/blip", Misbehaviour.breakOff());
        instance.probing.carryOut(ticket(instance, service));

        assertThat(row(service)).isEqualTo(ready);
        assertThat(instance.table.claimDue(100, NO_TIME))
                .extracting(Ticket::service)
                .contains(service);

        provider.misbehave("/blip", Misbehaviour.answer(200, "{\"data\": []}"));
        instance.probing.carryOut(ticket(instance, service));
        provider.misbehave("/blip", Misbehaviour.breakOff());
        instance.probing.carryOut(ticket(instance, service));
        assertThat(row(service).state()).isEqualTo(EndpointState.READY);

        instance.probing.carryOut(ticket(instance, service));
        assertThat(row(service).state()).isEqualTo(EndpointState.FAILED);
        assertThat(row(service).cause()).isEqualTo("UNREACHABLE");
        assertThat(row(service).since()).isAfter(ready.since());

        instance.probing.carryOut(ticket(instance, service));
        Row still = row(service);
        instance.probing.carryOut(ticket(instance, service));
        assertThat(row(service).since()).isEqualTo(still.since());
        assertThat(row(service).checkedAt()).isAfter(still.checkedAt());
    }

    @Test
    void shouldShareTheWorkSoThatEachServiceIsProbedOnce() {
        provider.misbehave("/shared", Misbehaviour.answer(200, "{\"data\": []}"));
        List<UUID> services = IntStream.range(0, 40)
                .mapToObj(i -> register("shared-" + i, "/shared/" + i))
                .toList();
        instance().start();
        instance().start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(services)
                        .allSatisfy(service -> assertThat(row(service).state()).isEqualTo(EndpointState.READY)));
        assertThat(requests("/shared").stream().collect(Collectors.groupingBy(RecordedRequest::path)))
                .hasSize(40)
                .allSatisfy((path, requests) -> assertThat(requests).hasSize(1));
    }

    @Test
    void shouldDropAnAnswerThatCameTooLate() {
        UUID service = register("late", "/old");
        provider.misbehave("/old", Misbehaviour.answer(200, "{\"data\": []}"));
        provider.misbehave("/new", Misbehaviour.answer(401, "{}"));
        Instance instance = instance();
        Ticket slow = ticket(instance, service);
        Assignment begun = instance.table.assignment(slow).orElseThrow();
        edit("late", "endpoint_url = '" + provider.baseUrl() + "/new'");

        assertThat(keepReady(instance, begun)).isFalse();
        assertThat(row(service).state()).isEqualTo(EndpointState.PENDING);
        assertThat(instance.table.assignment(slow)).isEmpty();

        Assignment second = instance.table.assignment(ticket(instance, service)).orElseThrow();
        instance.probing.carryOut(ticket(instance, service));
        assertThat(keepReady(instance, second)).isFalse();
        assertThat(row(service).cause()).isEqualTo("BAD_KEY");
    }

    @Test
    void shouldTakeOverWhatACrashedInstanceHasBegun() {
        UUID service = register("crashed", "/crashed");
        provider.misbehave("/crashed", Misbehaviour.answer(200, "{\"data\": []}"));
        Instance crashed = instance();
        assertThat(crashed.table.claim(service, Duration.ofHours(1))).isPresent();
        Instance other = instance();

        assertThat(other.table.claimDue(100, AMPLE)).extracting(Ticket::service).doesNotContain(service);
        jdbc.sql("UPDATE hm.endpoint_status SET next_due = next_due - interval '1 hour' WHERE service_uid = :service")
                .param("service", service)
                .update();
        other.start();
        await().atMost(PATIENCE).until(() -> row(service).state() == EndpointState.READY);
    }

    @Test
    void shouldDelayNobodyElseByAProviderThatHangs() {
        Misbehaviour.Hang silence = Misbehaviour.hang();
        provider.misbehave("/silent", silence);
        provider.misbehave("/quick", Misbehaviour.answer(200, "{\"data\": []}"));
        UUID silent = register("silent", "/silent");
        Instance instance = instance();
        instance.start();
        await().atMost(PATIENCE).until(() -> !requests("/silent").isEmpty());
        UUID quick = register("quick", "/quick");

        await().atMost(AMPLE.minusSeconds(5)).until(() -> row(quick).state() == EndpointState.READY);
        assertThat(row(silent).state()).isEqualTo(EndpointState.PENDING);

        // The end of the process is no failure of the provider.
        Instant before = Instant.now();
        instance.close();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(failures(silent)).isZero();
        silence.release();
    }

    @Test
    void shouldProbeAnewAfterEditsThatMatterAndForgetWhatIsGone() {
        UUID service = register("edited", "/edited");
        provider.misbehave("/edited", Misbehaviour.answer(200, "{\"data\": []}"));
        Instance instance = instance();
        instance.probing.carryOut(ticket(instance, service));
        Row ready = row(service);
        assertThat(isDue(service)).isFalse();

        edit("edited", "labels = '{\"a\": \"b\"}'");
        assertThat(row(service)).isEqualTo(ready);
        assertThat(isDue(service)).isFalse();

        edit("edited", "models = '" + Sql.models("edited").replace("\"m\"", "\"n\"") + "'");
        assertThat(row(service)).isEqualTo(ready);
        assertThat(isDue(service)).isTrue();

        for (String change : List.of(
                "allow_insecure = true",
                "credential_ref = 'r', credential_version = 1",
                "credential_version = 2",
                "api_protocol_version = 'OTHER'",
                "endpoint_url = endpoint_url || '/b'")) {
            jdbc.sql("UPDATE hm.endpoint_status SET state = 'READY', next_due = next_due + interval '1 day'")
                    .update();
            edit("edited", change);
            assertThat(row(service).state()).as(change).isEqualTo(EndpointState.PENDING);
            assertThat(isDue(service)).as(change).isTrue();
        }
        jdbc.sql(Sql.deregister("p", "edited")).update();
        assertThat(instance.table.of(List.of(service))).isEmpty();
        assertThat(instance.table.claim(service, AMPLE)).isEmpty();
    }

    @Test
    void shouldNotTellWithoutTheCredentials() {
        UUID service = register("no-secret", "/no-secret");
        edit("no-secret", "credential_ref = 'gone', credential_version = 1");
        Instance instance = instance();
        instance.probing.carryOutNow(ticket(instance, service));

        assertThat(row(service).state()).isEqualTo(EndpointState.UNKNOWN);
        assertThat(row(service).cause()).isEqualTo("CREDENTIALS_UNREADABLE");
        assertThat(requests("/no-secret")).isEmpty();
    }

    private Instance instance() {
        Instance instance = new Instance(database, Instance.hourly(AMPLE, 4));
        instances.add(instance);
        return instance;
    }

    private static Ticket ticket(Instance instance, UUID service) {
        return instance.table.claim(service, AMPLE).orElseThrow();
    }

    private static boolean keepReady(Instance instance, Assignment assignment) {
        return instance.table.keep(assignment, Verdict.READY, Finding.ready(null), instance.pace.next(Verdict.READY));
    }

    private static UUID register(String name, String path) {
        jdbc.sql(Sql.insert("p", name).replace("https://models.example.com", provider.baseUrl() + path))
                .update();
        return jdbc.sql("SELECT uid FROM hm.inference_service WHERE name = :name AND state = 'REGISTERED'")
                .param("name", name)
                .query(UUID.class)
                .single();
    }

    private static void edit(String name, String change) {
        jdbc.sql("UPDATE hm.inference_service SET " + change + " WHERE name = :name AND state = 'REGISTERED'")
                .param("name", name)
                .update();
    }

    private static Row row(UUID service) {
        return new StatusTable(jdbc).of(List.of(service)).get(0);
    }

    private static boolean isDue(UUID service) {
        return jdbc.sql("SELECT next_due <= clock_timestamp() FROM hm.endpoint_status WHERE service_uid = :service")
                .param("service", service)
                .query(Boolean.class)
                .single();
    }

    private static int failures(UUID service) {
        return jdbc.sql("SELECT failures FROM hm.endpoint_status WHERE service_uid = :service")
                .param("service", service)
                .query(Integer.class)
                .single();
    }

    private static List<RecordedRequest> requests(String prefix) {
        return provider.requests().stream()
                .filter(request -> request.path().startsWith(prefix + "/"))
                .toList();
    }
}
