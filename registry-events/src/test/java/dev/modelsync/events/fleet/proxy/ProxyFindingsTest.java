package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.check.Finding;
import dev.modelsync.events.check.Finding.Level;
import dev.modelsync.events.fleet.proxy.ProxyReports.Heard;
import dev.modelsync.events.fleet.proxy.ReportedProxy.WaitingService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProxyFindingsTest {
    private static final Instant HEARD = Instant.parse("2026-11-26T18:00:00Z");
    private static final Map<Integer, Long> OVERDUE = Map.of(0, 9L);

    @Test
    void shouldFindThatAllIsWell() {
        assertThat(of(List.of(proxy("a", 10, 0)), List.of(), true))
                .containsExactly(Finding.ok("proxies", "One reports, and serves what was announced"));
        assertThat(of(List.of(proxy("a", 10, 0), proxy("b", 11, 0)), List.of(), true))
                .containsExactly(Finding.ok("proxies", "2 report, and serve what was announced"));
    }

    @Test
    void shouldMissProxiesOnlyWhereTheyAreNeeded() {
        assertThat(of(List.of(), List.of(), false))
                .singleElement()
                .matches(found -> found.level() == Level.OK && found.remedy() == null);
        assertThat(of(List.of(), List.of(), true)).singleElement().satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.FAIL);
            assertThat(found.detail()).startsWith("None reports: ");
            assertThat(found.remedy()).contains("Start an inference proxy");
        });
        assertThat(of(List.of(), List.of(proxy("a", 10, 0)), true))
                .singleElement()
                .satisfies(found -> assertThat(found.detail()).contains("the last, a, was heard at " + HEARD));
    }

    @Test
    void shouldTellOfEachProxyThatDoesNotServeWhatItShould() {
        List<Finding> found =
                of(List.of(proxy("behind", 9, 0), proxy("waiting", 10, 7)), List.of(proxy("silent", 0, 0)), true);

        assertThat(found).extracting(Finding::level).containsOnly(Level.WARN);
        assertThat(found).allSatisfy(one -> assertThat(one.remedy()).isNotBlank());
        assertThat(found)
                .extracting(Finding::detail)
                .containsExactly(
                        "silent was heard last at " + HEARD,
                        "behind has not read the newest changes of services",
                        "waiting lacks the newest credentials of services: demo/s0 LOADING, demo/s1 LOADING,"
                                + " demo/s2 LOADING, demo/s3 LOADING, demo/s4 LOADING, ... 7 in all");
    }

    private static List<Finding> of(List<ReportedProxy> live, List<ReportedProxy> silent, boolean needed) {
        return ProxyFindings.of(new Heard(live, silent), needed, OVERDUE);
    }

    /** @param next the first offset that it has not read */
    private static ReportedProxy proxy(String id, long next, int waiting) {
        List<WaitingService> services = IntStream.range(0, waiting)
                .mapToObj(n -> new WaitingService("demo", "s" + n, 1, "LOADING"))
                .toList();
        return new ReportedProxy(id, Map.of(0, next), services, waiting, HEARD, HEARD);
    }
}
