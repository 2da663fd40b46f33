package dev.modelsync.embedded;

import dev.modelsync.embedded.inference.StepResult;
import dev.modelsync.embedded.inference.StepResult.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.modelsync.embedded.AidbSteps.assertFailed;
import static dev.modelsync.embedded.AidbSteps.caller;
import static dev.modelsync.embedded.AidbSteps.done;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AIDB contract, section 2.1: tls_config of a model says which certificates are good enough")
class AidbTlsIT {
    private static FakeProvider provider;

    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @TempDir
    private Path folder;

    private int made;

    @BeforeAll
    static void start() {
        provider = FakeProvider.startWithTls();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    @DisplayName("without one, a certificate that nobody vouches for is refused")
    void shouldRefuseACertificateThatNobodyVouchesFor() throws SQLException {
        int before = provider.requests().size();
        assertUnreachable(embed(provider.baseUrl(), "{}"));
        assertUnreachable(embed(provider.baseUrl(), "{\"insecure_skip_verify\": false}"));
        assertThat(provider.requests()).hasSize(before);
    }

    @Test
    @DisplayName("ca_path: a private authority is believed, for the name that it vouches for and no other")
    void shouldTrustAPrivateAuthority() throws SQLException, IOException {
        Path authority = Files.writeString(folder.resolve("ca.pem"), provider.certificate());
        String tls = "{\"ca_path\": \"%s\"}".formatted(authority);
        done(embed(provider.baseUrl(), tls));
        assertUnreachable(embed(otherName(), tls));
    }

    @Test
    @DisplayName("ca_path: what the file says counts, and it is read at each call")
    void shouldReadTheAuthoritiesAnew() throws SQLException, IOException {
        Path authority =
                Files.writeString(folder.resolve("ca.pem"), SelfSigned.make().pem());
        String tls = "{\"ca_path\": \"%s\"}".formatted(authority);
        assertUnreachable(embed(provider.baseUrl(), tls));
        Files.writeString(authority, SelfSigned.make().pem() + provider.certificate());
        done(embed("m0"));
    }

    @Test
    @DisplayName("insecure_skip_verify: whoever answers is believed, under whatever name")
    void shouldBelieveAnybodyWhereItIsTold() throws SQLException {
        done(embed(provider.baseUrl(), "{\"insecure_skip_verify\": true}"));
        done(embed(otherName(), "{\"insecure_skip_verify\": true}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ca_path\": \"/no/such/file.pem\"} | \"ca_path\" of its \"tls_config\" names no file that can be read: '/no/such/file.pem'",
                "{\"ca_path\": 1}                     | \"ca_path\" of its \"tls_config\" is no text",
                "{\"insecure_skip_verify\": \"yes\"}  | \"insecure_skip_verify\" of its \"tls_config\" is neither true nor false",
                "[true]                               | \"tls_config\" is no object"
            })
    void shouldTellWhatCannotBeFollowed(String tls, String told) throws SQLException {
        assertFailed(embed(provider.baseUrl(), tls), Reason.UNUSABLE_CONFIG, "Model \"m0\": " + told);
    }

    @Test
    void shouldTellThatAFileHoldsNoCertificate() throws SQLException, IOException {
        Path empty = Files.writeString(folder.resolve("ca.pem"), "nothing\n");
        assertFailed(
                embed(provider.baseUrl(), "{\"ca_path\": \"%s\"}".formatted(empty)),
                Reason.UNUSABLE_CONFIG,
                provider.baseUrl() + "/v1/embeddings: \"ca_path\" names a file without certificates");
    }

    /** The same server, by a name that its certificate does not hold. */
    private static URI otherName() {
        return URI.create("https://localhost:" + provider.port());
    }

    /** By a model that is made for it. */
    private StepResult<List<List<Double>>> embed(URI baseUrl, String tls) throws SQLException {
        String model = "m" + made++;
        aidb.row("""
                SELECT aidb.create_model(?, 'openai_embeddings', ?::jsonb, '{"api_key": "one"}', true, validate => false)
                """, model, """
                {"model": "text-embedding-3-small", "url": "%s/v1/embeddings", "tls_config": %s}
                """.formatted(baseUrl, tls));
        return embed(model);
    }

    private StepResult<List<List<Double>>> embed(String model) {
        return caller(aidb).knowledgeBase(model, List.of("x"));
    }

    private static void assertUnreachable(StepResult<?> result) {
        assertFailed(result, Reason.UNREACHABLE, "https://");
        assertThat(result.toString()).contains("SSLHandshakeException");
    }
}
