package dev.modelsync.sync;

import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever kind of failure a change meets, it is parked with the reason that tells what to do, and heals after the cure. */
class ParkingReasonsIT {
    /** Errors of AIDB and of Postgres beneath it: what the contract documents, under every SQLState it may come with. */
    private static final Map<String, String> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put("42501", "PERMISSION_DENIED"); // no grant
        REASONS.put("42883", "AIDB_MISSING"); // no such function in this build
        REASONS.put("42P01", "AIDB_MISSING"); // a view of the extension is gone
        REASONS.put("3F000", "AIDB_MISSING"); // the extension was dropped
        REASONS.put("42710", "ALREADY_EXISTS"); // the model, or credentials for its provider, exist already
        REASONS.put("23505", "ALREADY_EXISTS"); // the same, told by a unique index
        REASONS.put("42P07", "ALREADY_EXISTS"); // the same, told by a foreign table
        REASONS.put("22023", "REFUSED_VALUE"); // a configuration that is refused; more than one source of credentials
        REASONS.put("22P02", "REFUSED_VALUE"); // a text that cannot be parsed
        REASONS.put("23514", "REFUSED_VALUE"); // a check
        REASONS.put("42602", "REFUSED_VALUE"); // a name that is not allowed
        REASONS.put("57014", "TIMED_OUT"); // the statement timeout
        REASONS.put("XX000", "REGISTRY_ERROR"); // the extension's own internal error
        REASONS.put("P0001", "REGISTRY_ERROR"); // an error without a state of its own
        REASONS.put("38000", "REGISTRY_ERROR"); // the probe of a model
    }

    private final TestCluster cluster = new TestCluster().set("parked-retry-interval", "500ms");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldParkEachKindOfErrorWithItsReasonAndApplyItAfterTheCure() {
        Map<String, ServiceChanged> changes = new LinkedHashMap<>();
        REASONS.keySet().forEach(state -> {
            String name = "fails-" + state.toLowerCase(Locale.ROOT);
            changes.put(state, cluster.service(name).declared(1, embedding(state)));
        });
        ServiceChanged sound = cluster.service("sound").declared(1, completion("sound"));
        cluster.start();
        cluster.awaitHealthy();
        failOnEach(List.copyOf(REASONS.keySet()));

        changes.values().forEach(cluster::send);
        cluster.send(sound);

        assertThat(cluster.outcomeOf(sound).getResult()).isEqualTo(SyncResult.APPLIED);
        changes.forEach((state, change) -> assertThat(cluster.outcomeOf(change))
                .as(state)
                .extracting(SyncOutcome::getResult, SyncOutcome::getReason)
                .containsExactly(SyncResult.PARKED, REASONS.get(state)));
        assertThat(cluster.syncedModels()).containsOnlyKeys("sound");

        cluster.sql().sql("drop trigger fails on modelsync.model").update();

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels()).hasSize(REASONS.size() + 1));
        changes.forEach((state, change) -> cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(change.getEventId()))
                        .as(state)
                        .extracting(SyncOutcome::getResult)
                        .containsExactly(SyncResult.PARKED, SyncResult.APPLIED)));
    }

    @Test
    void shouldParkAModelOfAProviderThatTheBuildDoesNotHave() {
        ModelState model = TestService.model("m", "provider_of_tomorrow", "x", "/v1/x");
        ServiceChanged change = cluster.service("s").declared(1, model);
        cluster.start();
        cluster.send(change);

        assertThat(cluster.outcomeOf(change).getReason()).isEqualTo("UNKNOWN_PROVIDER");
    }

    /** A newer publisher may know kinds of changes that this version does not. */
    @Test
    void shouldParkAnEnumSymbolThatItDoesNotKnowAndGoOnWithTheNextChange() throws IOException {
        TestService service = cluster.service("s");
        cluster.start();
        cluster.awaitHealthy();

        cluster.sendBytes(service.key(), withSymbolOfTomorrow(service.declared(1, embedding("a"))), null);

        cluster.eventually().untilAsserted(() -> assertThat(reasonOf(service)).isEqualTo("UNKNOWN_SCHEMA"));
        ServiceChanged next = service.declared(2, embedding("a"));
        cluster.send(next);
        assertThat(cluster.outcomeOf(next).getResult()).isEqualTo(SyncResult.APPLIED);
    }

    private static byte[] withSymbolOfTomorrow(ServiceChanged change) throws IOException {
        String json = ServiceChanged.getClassSchema()
                .toString()
                .replace("\"CREDENTIALS_ROTATED\"", "\"CREDENTIALS_ROTATED\",\"ARCHIVED\"");
        Schema schema = new Schema.Parser().parse(json);
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : ServiceChanged.getClassSchema().getFields()) {
            record.put(field.name(), change.get(field.pos()));
        }
        record.put("type", new GenericData.EnumSymbol(schema.getField("type").schema(), "ARCHIVED"));
        ByteBuffer bytes = new BinaryMessageEncoder<>(change.getSpecificData(), schema).encode(record);
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return value;
    }

    private String reasonOf(TestService service) {
        return cluster.sql()
                .sql("select coalesce(max(reason), '') from modelsync.status where service = :service")
                .param("service", service.key())
                .query(String.class)
                .single();
    }

    /** A model named like an SQLState cannot be made: the registry fails with that state. */
    private void failOnEach(List<String> states) {
        cluster.sql().sql("""
                create function public.fails() returns trigger language plpgsql as $$
                begin
                    if new.registry_name = any (tg_argv) then
                        raise exception 'refused by a trigger' using errcode = new.registry_name;
                    end if;
                    return new;
                end $$
                """).update();
        cluster.sql()
                .sql(
                        "create trigger fails before insert on modelsync.model for each row execute function public.fails('"
                                + String.join("', '", states) + "')")
                .update();
    }
}
