package dev.modelsync.embedded;

import dev.modelsync.embedded.inference.AidbCaller;
import dev.modelsync.embedded.inference.StepResult;
import dev.modelsync.embedded.inference.StepResult.Done;
import dev.modelsync.embedded.inference.StepResult.Failed;
import dev.modelsync.embedded.inference.StepResult.Reason;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Models that a DBA makes by hand at a fake provider of their own, and steps that use them. */
final class AidbSteps implements AutoCloseable {
    static final String KEY = "sk-5c1f0e-recognisable";
    static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    private final FakeProvider provider = FakeProvider.start(0);

    @Override
    public void close() {
        provider.close();
    }

    FakeProvider provider() {
        return provider;
    }

    void create(AidbDatabase aidb, String name, String adapter, String path) throws SQLException {
        aidb.row("SELECT aidb.create_model(name => ?, provider => ?, config => ?::jsonb)", name, adapter, config(path));
    }

    /** In builds that keep credentials on the provider. */
    void createWithKey(AidbDatabase aidb, String name, String adapter, String path) throws SQLException {
        aidb.row(
                "SELECT aidb.create_model(name => ?, provider => ?, config => ?::jsonb, credentials => ?::jsonb)",
                name,
                adapter,
                config(path),
                apiKey(KEY));
    }

    /** In builds that have them by name. */
    void createWithCredential(AidbDatabase aidb, String name, String adapter, String path, String credential)
            throws SQLException {
        aidb.row(
                "SELECT aidb.create_model(?, ?, ?::jsonb, credential => ?, validate => false)",
                name,
                adapter,
                config(path),
                credential);
    }

    String config(String path) {
        return "{\"model\": \"of:0\", \"url\": \"%s%s\"}".formatted(provider.baseUrl(), path);
    }

    /** What the provider was shown in the header by each request, empty where it was not there. */
    List<String> shown(String header) {
        return provider.requests().stream()
                .map(request -> request.header(header).orElse(""))
                .toList();
    }

    static String apiKey(String key) {
        return "{\"api_key\": \"%s\"}".formatted(key);
    }

    static AidbCaller caller(AidbDatabase aidb) {
        return caller(aidb, Map.of());
    }

    static AidbCaller caller(AidbDatabase aidb, Map<String, String> environment) {
        return new AidbCaller(aidb.server().postgres().dataSource(aidb.name()), environment::get);
    }

    static <T> T done(StepResult<T> result) {
        if (result instanceof Done<T> done) {
            return done.answer();
        }
        throw new AssertionError("not done: " + result);
    }

    static void assertFailed(StepResult<?> result, Reason reason, String words) {
        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.message()).startsWith(words);
        });
    }
}
