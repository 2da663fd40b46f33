package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.RegisteredModel;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse.Give;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse.Named;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse.Replace;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The registry through AIDB's documented functions, with named arguments only. Keys travel as hidden parameters, so that neither the text of a statement nor a log holds one.
 */
public final class AidbModelRegistry implements ModelRegistry {
    private static final String CONFIG_OPTION = "config=";

    private static final String EACH_BY_NAME = """
            select model.name, model.provider, coalesce(to_jsonb(model.options), '{}') as options
            from unnest(:names) as wanted, aidb.get_model(wanted) as model
            """;

    private static final String FROM_VIEW = """
            select name, provider, coalesce(to_jsonb(options), '{}') as options
            from aidb.models
            where name = any (:names)
            """;

    private final JdbcClient jdbc;
    private final AidbCapabilities capabilities;
    private final JsonMapper json = JsonMapper.shared();

    public AidbModelRegistry(JdbcClient jdbc, AidbCapabilities capabilities) {
        this.jdbc = jdbc;
        this.capabilities = capabilities;
    }

    @Override
    public Map<String, RegisteredModel> models(Collection<String> names) {
        Map<String, RegisteredModel> models = new HashMap<>();
        String query = capabilities.findsByName() ? EACH_BY_NAME : FROM_VIEW;
        jdbc.sql(query).param("names", names.toArray(String[]::new)).query(row -> {
            String name = row.getString("name");
            Map<String, Object> config = configIn(row.getString("options"));
            models.put(name, new RegisteredModel(name, row.getString("provider"), config));
        });
        return models;
    }

    /** A PUBLIC user mapping on the provider's foreign server; visible to every role, its options are not. */
    @Override
    public Map<String, OptionalLong> credentials() {
        Map<String, OptionalLong> credentials = new HashMap<>();
        jdbc.sql("""
                select p.server_name::text as provider, m.umid::bigint as id
                from aidb.model_providers p
                left join pg_catalog.pg_user_mappings m on m.srvname = p.server_name and m.umuser = 0
                """).query(row -> {
            Long id = row.getObject("id", Long.class);
            credentials.put(row.getString("provider"), id == null ? OptionalLong.empty() : OptionalLong.of(id));
        });
        return credentials;
    }

    @Override
    public void create(ModelSpec model, CredentialUse use) {
        StringBuilder call = new StringBuilder(
                "select aidb.create_model(name => :name, provider => :provider, config => :config::jsonb");
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "name", model.name(),
                "provider", model.provider(),
                "config", json.writeValueAsString(model.config())));
        if (use instanceof Named named) {
            call.append(", credential => :credential");
            arguments.put("credential", named.credential());
        } else if (use instanceof Give give) {
            call.append(", credentials => convert_from(:credentials, 'UTF8')::jsonb, replace_credentials => false");
            arguments.put("credentials", asCredentials(give.key()));
        } else if (use instanceof Replace replace) {
            call.append(", credentials => convert_from(:credentials, 'UTF8')::jsonb, replace_credentials => true");
            arguments.put("credentials", asCredentials(replace.key()));
        }
        if (capabilities.validatesOnCreate()) {
            call.append(", validate => false");
        }
        call.append(')');
        jdbc.sql(call.toString()).params(arguments).query(row -> {});
    }

    @Override
    public void delete(String name) {
        jdbc.sql("select aidb.delete_model(model_name => :name)")
                .param("name", name)
                .query(row -> {});
    }

    @Override
    public void createCredential(String name, ApiKey key, String endpoint) {
        jdbc.sql(
                        "select aidb.create_credential(name => :name, credentials => convert_from(:credentials, 'UTF8')::jsonb, endpoint => :endpoint)")
                .params(Map.of("name", name, "credentials", asCredentials(key), "endpoint", endpoint))
                .query(row -> {});
    }

    private HiddenParameter asCredentials(ApiKey key) {
        return new HiddenParameter(json.writeValueAsString(Map.of("api_key", key.value())));
    }

    /** Builds differ: an array of {@code key=value} texts, or an object. */
    private Map<String, Object> configIn(String options) {
        JsonNode parsed = json.readTree(options);
        if (parsed.isObject()) {
            return mapOf(parsed.path("config"));
        }
        for (JsonNode option : parsed) {
            if (option.asString().startsWith(CONFIG_OPTION)) {
                return configText(option.asString().substring(CONFIG_OPTION.length()));
            }
        }
        return Map.of();
    }

    /** What somebody else stored need not be JSON; then it is not what we made. */
    private Map<String, Object> configText(String text) {
        try {
            return mapOf(json.readTree(text));
        } catch (JacksonException e) {
            return Map.of();
        }
    }

    private Map<String, Object> mapOf(JsonNode config) {
        if (config.isString()) {
            return configText(config.asString());
        }
        Map<String, Object> map = new HashMap<>();
        config.properties().forEach(entry -> map.put(entry.getKey(), json.treeToValue(entry.getValue(), Object.class)));
        return map;
    }
}
