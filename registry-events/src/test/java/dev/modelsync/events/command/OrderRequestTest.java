package dev.modelsync.events.command;

import dev.modelsync.events.command.Order.Kind;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violations;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OrderRequestTest {
    @Test
    void shouldReadAnOrder() {
        Violations found = new Violations();

        Order order = new OrderRequest("DISCARD_PARKED", "demo", "svc", 7L, null, "hopeless", "PT1H")
                .order(found)
                .orElseThrow();

        assertThat(order.kind()).isEqualTo(Kind.DISCARD_PARKED);
        assertThat(order.service()).hasToString("demo/svc");
        assertThat(order.revision()).isEqualTo(7);
        assertThat(order.reason()).isEqualTo("hopeless");
        assertThat(order.validFor()).isEqualTo(Duration.ofHours(1));
        assertThat(request("PAUSE", null, null).order(found).orElseThrow().validFor())
                .isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @MethodSource
    void shouldRefuse(OrderRequest request, String... pointers) {
        Violations found = new Violations();

        assertThat(request.order(found)).isEmpty();
        assertThat(found.toList()).extracting(Violation::pointer).containsExactlyInAnyOrder(pointers);
    }

    static Stream<Arguments> shouldRefuse() {
        return Stream.of(
                arguments(request(null, null, null), new String[] {"/type"}),
                arguments(request("DROP", null, null), new String[] {"/type"}),
                arguments(request("PAUSE", "demo", "svc"), new String[] {"/service"}),
                arguments(request("RETRY_PARKED", "demo", null), new String[] {"/service"}),
                arguments(request("RETRY_PARKED", "Demo", "a b"), new String[] {"/project", "/service"}),
                arguments(request("DISCARD_PARKED", null, null), new String[] {"/service", "/reason"}),
                arguments(request("APPROVE_REMOVALS", null, null), new String[] {"/approvalId"}),
                arguments(
                        new OrderRequest("PAUSE", null, null, null, null, "a\u0000", "P2D"),
                        new String[] {"/reason", "/validFor"}),
                arguments(new OrderRequest("PAUSE", null, null, null, null, null, "soon"), new String[] {"/validFor"}));
    }

    private static OrderRequest request(@Nullable String type, @Nullable String project, @Nullable String service) {
        return new OrderRequest(type, project, service, null, null, null, null);
    }
}
