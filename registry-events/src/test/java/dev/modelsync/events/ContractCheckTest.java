package dev.modelsync.events;

import dev.modelsync.events.ContractCheck.Exchange;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The check finds what it is there for. */
class ContractCheckTest {
    private static final String PROVIDERS = "/api/v1/providers";
    private static final String SERVICES = "/api/v1/projects/p/inference-services";
    private static final String PROBLEM = "{'title': 'Not Found', 'status': 404, 'detail': 'x'}";

    @Test
    void shouldPassWhatTheContractHas() {
        assertThatCode(() -> ContractCheck.check(get(PROVIDERS, 200, "application/json", "{'items': []}")))
                .doesNotThrowAnyException();
        assertThatCode(() -> ContractCheck.check(get("/api/v1/x", 404, "application/problem+json", PROBLEM)))
                .doesNotThrowAnyException();
        assertThatCode(() -> ContractCheck.check(post("a", "{'reason': null}"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/api/v1/providers | 201 | application/json | {'items': []}",
                "/api/v1/providers | 200 | text/html | x",
                "/api/v1/providers | 200 | application/json | {}",
                "/api/v1/providers | 200 | application/json | {'items': [], 'more': 1}",
                "/api/v1/providers | 200 | application/json | {'items': [{'provider': 'NEW'}]}",
                "/api/v1/providers?x=1 | 404 | application/problem+json | {'title': 'x', 'status': 404, 'detail': 'x'}",
                "/api/v1/x | 200 | application/json | {}",
                "/api/v1/x | 404 | application/problem+json | {'status': 404, 'detail': 'x'}",
                "/api/v1/clusters/a/token | 404 | application/problem+json | {'title': 'x', 'status': 404, 'detail': 'x'}",
                "/api/v1/clusters?limit=0 | 200 | application/json | {'items': [], 'nextPageToken': null}",
                "/api/v1/projects/P/inference-services | 200 | application/json | {'items': [], 'nextPageToken': null}"
            })
    void shouldFindAnAnswerThatTheContractDoesNotHave(String target, int status, String type, String answer) {
        assertThatThrownBy(() -> ContractCheck.check(get(target, status, type, answer)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFindAHeaderThatIsMissingOrNotListed() {
        Exchange gone = new Exchange("DELETE", SERVICES + "/a", "", headers("If-Match: *"), "", 204, headers(), "");
        Exchange surplus = new Exchange(
                "GET",
                PROVIDERS,
                "",
                headers(),
                "",
                200,
                headers("Content-Type: application/json", "ETag: \"1\""),
                "{\"items\": []}");

        assertThatThrownBy(() -> ContractCheck.check(gone)).hasMessageContaining("ETag");
        assertThatThrownBy(() -> ContractCheck.check(surplus)).hasMessageContaining("etag");
    }

    @Test
    void shouldFindARequestThatShouldNotHaveSucceeded() {
        assertThatThrownBy(() -> ContractCheck.check(post("a", "{'cause': 'x'}")))
                .hasMessageContaining("cause");
        assertThatThrownBy(() -> ContractCheck.check(post("<x*256>", "{}"))).hasMessageContaining("X-Actor");
    }

    private static Exchange post(String actor, String body) {
        String worker = "{'state': 'SILENT', 'detail': null, 'since': null, 'reportedAt': null, 'lag': null}";
        String cluster = "{'id': 'a', 'project': 'p', 'location': 'PRIMARY', 'labels': {},"
                + " 'delivery': 'PROXY', 'sealingKeyId': null, 'enrolled': true,"
                + " 'enrolledAt': '2026-11-24T20:15:00Z', 'revokedAt': null, 'revision': 1, 'changedBy': 'a',"
                + " 'changedAt': '2026-11-24T20:15:00Z', 'reason': null, 'worker': " + worker + "}";
        return new Exchange(
                "POST",
                "/api/v1/clusters/a/revoke",
                "",
                headers("X-Actor: " + RawHttp.expand(actor), "Content-Type: application/json"),
                json(body),
                200,
                headers("Content-Type: application/json"),
                json(cluster));
    }

    private static Exchange get(String target, int status, String type, String answer) {
        String[] parts = (target + '?').split("\\?", -1);
        return new Exchange(
                "GET", parts[0], parts[1], headers(), "", status, headers("Content-Type: " + type), json(answer));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static HttpHeaders headers(String... lines) {
        Map<String, List<String>> headers = Stream.of(lines)
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> List.of(parts[1])));
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
