package dev.modelsync.events.access;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** That each operation of the API is in a rule, {@code ContractDocumentTest} says. */
class AccessRulesTest {
    private static final String ANY = "model-admin, operator, auditor";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /                                    | " + ANY,
                "GET    | /projects/demo/services              | " + ANY,
                "GET    | /projects/demo/services/s            | " + ANY,
                "GET    | /live/projects/demo/services         | " + ANY,
                "GET    | /activity                            | " + ANY,
                "GET    | /clusters/primary                    | " + ANY,
                "GET    | /no-such-page                        | " + ANY,
                "GET    | /projects/demo/register              | model-admin",
                "POST   | /projects/demo/register              | model-admin",
                "GET    | /projects/demo/services/s/edit       | model-admin",
                "POST   | /projects/demo/services/s/deregister | model-admin",
                "GET    | /enrol                               | operator",
                "POST   | /enrol                               | operator",
                "POST   | /clusters/primary/token              | operator",
                "POST   | /clusters/primary/revoke             | operator",
                "POST   | /clusters/primary/delivery           | operator",
                "POST   | /no-such-page                        | ''",
            })
    void shouldSayWhoMayDoWhatOnPages(String method, String path, String roles) {
        assertThat(Role.texts(AccessRules.ofPages(method, PathContainer.parsePath(path))))
                .isEqualTo(roles);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEAD   | /api/v1/clusters                               | " + ANY,
                "GET    | /actuator/prometheus                           | " + ANY,
                "GET    | /metrics                                       | " + ANY,
                "POST   | /actuator/loggers                              | operator",
                "POST   | /api/v1/%70rojects/demo/inference-services     | model-admin",
                "DELETE | /api/v1/projects;v=1/demo/inference-services/s | model-admin",
                "POST   | /api/v1/projects/demo/inference-services       | model-admin",
                "PUT    | /api/v1/clusters/primary                       | operator",
                "post   | /api/v1/clusters                               | operator",
                "POST   | /api/v1/something/new                          | ''",
                "POST   | /api/v2/projects                               | ''",
            })
    void shouldSayWhoMayDoWhatByTheApi(String method, String path, String roles) {
        assertThat(Role.texts(AccessRules.ofApi(method, PathContainer.parsePath(path))))
                .isEqualTo(roles);
    }
}
