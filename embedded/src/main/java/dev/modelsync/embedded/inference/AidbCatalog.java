package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the database says for one step. Models are read by the published function; where credentials are kept and
 * what the egress list allows is the build's own affair, so the session must be of a role that owns the extension.
 */
final class AidbCatalog implements AutoCloseable {
    private static final String UNKNOWN_MODEL = "42704";

    private static final String MODEL =
            "select provider, coalesce(to_jsonb(options), '{}') as options from aidb.get_model(?)";

    private static final String ON_PROVIDER = """
            select o.option_name as key, o.option_value as value
            from pg_catalog.pg_user_mappings m, pg_catalog.pg_options_to_table(m.umoptions) as o
            where m.srvname = ? and m.umuser = 0
            """;

    private static final String NAMED = """
            select s.key, s.value
            from aidb_internal.credential c, pg_catalog.jsonb_each_text(c.secret) as s
            where c.name = ?
            """;

    /** True for a credential that is gone: then there is nothing to keep back, and no secret will be found. */
    private static final String MAY_GO = """
            select coalesce(bool_and(aidb_internal.matches_endpoint(aidb_internal.host_of(?), c.endpoint)), true)
            from aidb_internal.credential c where c.name = ?
            """;

    private static final String FORBIDDEN_BY = "select aidb_internal.egress_forbidden_by(aidb_internal.host_of(?))";

    private final Connection connection;
    private final UnaryOperator<@Nullable String> environment;

    /** @param environment the variables of the server's process, null for one that is not set */
    AidbCatalog(Connection connection, UnaryOperator<@Nullable String> environment) {
        this.connection = connection;
        this.environment = environment;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** @throws StepFailedException when there is none */
    CallableModel model(String name) throws SQLException {
        try (PreparedStatement query = prepared(MODEL, name);
                ResultSet rows = query.executeQuery()) {
            if (rows.next()) {
                JsonNode options = JsonMapper.shared().readTree(rows.getString("options"));
                return new CallableModel(
                        name, rows.getString("provider"), config(options), option(options, "credential"));
            }
        } catch (SQLException e) {
            // ASSUMPTION: question 3. Builds answer an unknown name with no row or with an error.
            if (!UNKNOWN_MODEL.equals(e.getSQLState())) {
                throw e;
            }
        }
        throw new StepFailedException(Reason.MODEL_NOT_FOUND, "Model not found: " + name);
    }

    /**
     * Which secret goes with a call of the model: that of the named credential that it was created with, in builds
     * that have them, else that of its provider.
     *
     * @throws StepFailedException when the secret may not go to that address
     */
    Credential credential(CallableModel model, URI address) throws SQLException {
        if (model.credential().isEmpty()) {
            return Credential.of(withVariable(secrets(ON_PROVIDER, model.provider())));
        }
        if (!"t".equals(only(MAY_GO, address.toString(), model.credential()))) {
            throw new StepFailedException(
                    Reason.UNUSABLE_CREDENTIAL,
                    "Model \"%s\": the credential may not go to the host of the model".formatted(model.name()));
        }
        return Credential.of(secrets(NAMED, model.credential()));
    }

    /** @throws StepFailedException when the egress list forbids the host of the address */
    void checkEgress(URI address) throws SQLException {
        String parameter = only(FORBIDDEN_BY, address.toString());
        if (parameter != null) {
            throw new StepFailedException(
                    Reason.EGRESS_FORBIDDEN,
                    "host \"%s\" is not allowed by %s".formatted(address.getHost(), parameter));
        }
    }

    /** The name of a variable stands for what the variable holds: a key, or an object as credentials are. */
    private Map<String, String> withVariable(Map<String, String> stored) {
        String variable = stored.get("credentials_env");
        if (variable == null) {
            return stored;
        }
        String value = environment.apply(variable);
        if (value == null) {
            throw new StepFailedException(
                    Reason.UNUSABLE_CREDENTIAL, "environment variable \"%s\" is not set".formatted(variable));
        }
        JsonNode object = parsed(value);
        if (!object.isObject()) {
            return Map.of("api_key", value);
        }
        Map<String, String> credentials = new HashMap<>();
        object.properties()
                .forEach(entry ->
                        credentials.put(entry.getKey(), entry.getValue().asString("")));
        return credentials;
    }

    private Map<String, String> secrets(String sql, String of) throws SQLException {
        Map<String, String> secrets = new HashMap<>();
        try (PreparedStatement query = prepared(sql, of);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                secrets.put(rows.getString("key"), rows.getString("value"));
            }
        }
        return secrets;
    }

    private @Nullable String only(String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = prepared(sql, parameters);
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private PreparedStatement prepared(String sql, String... parameters) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setString(i + 1, parameters[i]);
        }
        return query;
    }

    private static JsonNode config(JsonNode options) {
        return parsed(option(options, "config"));
    }

    /** Builds differ: an array of {@code key=value} texts, or an object. Empty for an option that is not there. */
    private static String option(JsonNode options, String key) {
        if (options.isObject()) {
            JsonNode value = options.path(key);
            return value.isContainer() ? value.toString() : value.asString("");
        }
        String start = key + "=";
        for (JsonNode option : options) {
            if (option.asString().startsWith(start)) {
                return option.asString().substring(start.length());
            }
        }
        return "";
    }

    /** What is not JSON is missing, and its parts are. */
    private static JsonNode parsed(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException notJson) {
            return JsonMapper.shared().missingNode();
        }
    }
}
