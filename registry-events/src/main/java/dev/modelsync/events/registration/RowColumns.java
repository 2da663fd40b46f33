package dev.modelsync.events.registration;

import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.provider.secret.SecretReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The columns of a row that are more than a text or a number; one reading for API and capture. */
public final class RowColumns {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final TypeReference<List<Model>> MODELS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private RowColumns() {}

    /**
     * @throws IllegalArgumentException when the text is not a list of models; the message does not quote it
     */
    public static List<Model> models(String json) {
        return read("models", json, MODELS);
    }

    /**
     * @throws IllegalArgumentException when the text is not an object of texts
     */
    public static Map<String, String> labels(String json) {
        return read("labels", json, LABELS);
    }

    /** The two columns of the credentials; null when there are none. */
    public static @Nullable SecretReference credential(@Nullable String ref, int version) {
        return ref == null ? null : new SecretReference(ref, version);
    }

    /** What a service is registered with, from the columns of its row. */
    public static ServiceSettings settings(ResultSet row) throws SQLException {
        return new ServiceSettings(
                row.getString("provider"),
                row.getString("endpoint_url"),
                row.getString("api_protocol_version"),
                row.getBoolean("allow_insecure"),
                credential(row.getString("credential_ref"), row.getInt("credential_version")),
                models(row.getString("models")),
                labels(row.getString("labels")));
    }

    public static String json(Object modelsOrLabels) {
        return JSON.writeValueAsString(modelsOrLabels);
    }

    private static <T> T read(String column, String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Column " + column + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
