package dev.modelsync.events.replay;

import dev.modelsync.events.command.ReplayOrder.OffsetSpan;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.request.RequestJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayRequestTest {
    private final Violations found = new Violations();

    @Test
    void shouldReadAWholeRequest() {
        Optional<ReplayWish> wish = ReplayRequest.toPlan(json("""
                {"name": "after-the-outage", "clusters": ["a", "b"], "services": ["openai-*"],
                 "from": "2026-11-26T08:00:00Z", "to": "2026-11-26T10:00:00Z", "reason": "ticket 42"}
                """), found);

        assertThat(found.toList()).isEmpty();
        assertThat(wish)
                .contains(new ReplayWish(
                        "after-the-outage",
                        List.of("a", "b"),
                        new ReplayScope(
                                List.of("openai-*"),
                                Instant.parse("2026-11-26T08:00:00Z"),
                                Instant.parse("2026-11-26T10:00:00Z"),
                                List.of()),
                        "ticket 42"));
    }

    @Test
    void shouldReadOffsets() {
        Optional<ReplayWish> wish = ReplayRequest.toPlan(json("""
                {"name": "a", "clusters": ["a"], "offsets": [{"partition": 0, "from": 0, "to": 7}]}
                """), found);

        assertThat(wish.orElseThrow().scope().offsets()).containsExactly(new OffsetSpan(0, 0, 7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | /name REQUIRED     | /clusters REQUIRED",
                "{'name': 'A b', 'clusters': ['a']}                        | /name INVALID      |",
                "{'name': 'a', 'clusters': 'a'}                            | /clusters WRONG_TYPE |",
                "{'name': 'a', 'clusters': ['a', 'a']}                     | /clusters/1 DUPLICATE |",
                "{'name': 'a', 'clusters': [1]}                            | /clusters/0 WRONG_TYPE | /clusters REQUIRED",
                "{'name': 'a', 'clusters': ['a'], 'services': ['A?']}      | /services/0 INVALID |",
                "{'name': 'a', 'clusters': ['a'], 'from': 'yesterday'}     | /from INVALID      |",
                "{'name': 'a', 'clusters': ['a'], 'from': '2026-11-26T10:00:00Z', 'to': '2026-11-26T10:00:00Z'} | /to INVALID |",
                "{'name': 'a', 'clusters': ['a'], 'offsets': [{}]}         | /offsets/0/partition REQUIRED, /offsets/0/from REQUIRED | /offsets/0/to REQUIRED",
                "{'name': 'a', 'clusters': ['a'], 'offsets': [{'partition': 0, 'from': 7, 'to': 7}]} | /offsets/0/to INVALID |",
                "{'name': 'a', 'clusters': ['a'], 'offsets': [{'partition': -1, 'from': 0, 'to': 7}]} | /offsets/0/partition INVALID |",
                "{'name': 'a', 'clusters': ['a'], 'offsets': [7]}          | /offsets/0 WRONG_TYPE |",
                "{'name': 'a', 'clusters': ['a'], 'from': '2026-11-26T10:00:00Z', 'offsets': [{'partition': 0, 'from': 0, 'to': 7}]} | /offsets INVALID |",
                "{'name': 'a', 'clusters': ['a'], 'service': 'b'}          | /service UNKNOWN_FIELD |"
            })
    void shouldNameWhatIsWrong(String body, String first, String second) {
        assertThat(ReplayRequest.toPlan(json(body.replace('\'', '"')), found)).isEmpty();

        String expected = second == null ? first : first + ", " + second;
        assertThat(found.toList().stream().map(wrong -> wrong.pointer() + " " + wrong.code()))
                .containsExactlyInAnyOrder(expected.split(", "));
    }

    @Test
    void shouldReadWhatToRun() {
        assertThat(ReplayRequest.toAct(json("{}"), found)).contains(new ReplayRequest.Act(List.of(), null));
        assertThat(ReplayRequest.toAct(json("{\"clusters\": [\"a\"], \"reason\": \"yes\"}"), found))
                .contains(new ReplayRequest.Act(List.of("a"), "yes"));
        assertThat(ReplayRequest.toAct(json("{\"name\": \"a\"}"), found)).isEmpty();
    }

    private static ObjectNode json(String text) {
        return RequestJson.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
