\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- Models and providers. Left out, because nothing but the name is known of them: get_model_description,
-- get_adapter_embedding_dimensions, create_model_server.
--
-- Public functions are SECURITY DEFINER, so that a plain member of aidb_users can do all of it.
-- ASSUMPTION: question 9. Providers and models belong to the owner of the extension; any member of aidb_users may
-- create a model and delete any model.

---------------------------------------------------------------------------------------------------------------- views

CREATE VIEW aidb.model_providers AS
SELECT s.srvname                                                   AS server_name,
       pg_catalog.obj_description(s.oid, 'pg_foreign_server')      AS server_description,
       s.srvoptions                                                AS server_options
FROM pg_catalog.pg_foreign_server s
JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE w.fdwname = 'aidb_model_fdw';

CREATE VIEW aidb_internal.model AS
SELECT t.relname       AS name,
       s.srvname       AS provider,
       f.ftoptions     AS options,
       p.function_tags AS functions,
       p.capabilities
FROM pg_catalog.pg_foreign_table f
JOIN pg_catalog.pg_class t ON t.oid = f.ftrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
LEFT JOIN aidb_internal.provider p ON p.name = s.srvname
WHERE n.nspname = 'aidb_models' AND w.fdwname = 'aidb_model_fdw';

-- "options" is text[]: the published samples print {"config={}"}, although a page calls the type jsonb.
CREATE VIEW aidb.models AS
SELECT m.name::text AS name, m.provider::text AS provider, m.options, m.functions FROM aidb_internal.model m;

-- The model of that name; a name longer than any model can have finds nothing.
-- By index always: the plan is made while the catalog is small, and kept while it grows.
CREATE FUNCTION aidb_internal.model_named(wanted text)
RETURNS SETOF aidb_internal.model LANGUAGE sql STABLE SET enable_seqscan = off
BEGIN ATOMIC
    SELECT m.* FROM aidb_internal.model m
    WHERE m.name = CASE WHEN pg_catalog.octet_length(wanted) <= 63 THEN wanted::name END;
END;

-------------------------------------------------------------------------------------------------------------- reading

CREATE FUNCTION aidb.list_models()
RETURNS TABLE (name text, provider text, options text[], functions text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT m.name, m.provider, m.options, m.functions FROM aidb.models m;
END;

-- ASSUMPTION: question 3. No row for a name that is not there, unless a switch says that it is an error.
CREATE FUNCTION aidb.get_model(model_name text)
RETURNS TABLE (name text, provider text, options text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT m.name::text, m.provider::text, m.options FROM aidb_internal.model_named(model_name) m;
    IF NOT FOUND AND aidb_internal.switch('get_model_of_unknown_name', 'no row', 'error') = 'error' THEN
        PERFORM aidb_internal.refuse_unknown_model(model_name);
    END IF;
END $$;

CREATE FUNCTION aidb_internal.config_of(options text[])
RETURNS jsonb LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE WHEN text.value IS JSON THEN text.value::jsonb END
    FROM (SELECT pg_catalog.substr(o, pg_catalog.length('config=') + 1) AS value
          FROM pg_catalog.unnest(options) AS o
          WHERE o LIKE 'config=%') AS text;
END;

---------------------------------------------------------------------------------------------------- checks of create_model

-- ASSUMPTION: question 4. The only rule for a name is that it fits a relation name.
CREATE FUNCTION aidb_internal.check_model_name(name text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(name, '') = '' THEN
        RAISE EXCEPTION 'The name of a model must not be empty' USING ERRCODE = 'invalid_parameter_value';
    ELSIF octet_length(name) > 63 THEN
        RAISE EXCEPTION 'The name of the model has % bytes, but at most 63 are allowed', octet_length(name)
            USING ERRCODE = 'name_too_long';
    END IF;
END $$;

CREATE FUNCTION aidb_internal.check_provider(provider text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM aidb.model_providers p WHERE p.server_name::text = provider) THEN
        RAISE EXCEPTION 'Model provider with name "%" not found', coalesce(provider, '')
            USING ERRCODE = 'undefined_object';
    END IF;
END $$;

-- Keys, at any depth, under which somebody may have put a secret.
CREATE FUNCTION aidb_internal.secret_keys(config jsonb)
RETURNS SETOF text LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT DISTINCT pair ->> 'key'
    FROM pg_catalog.jsonb_path_query(config, 'strict $.** ? (@.type() == "object").keyvalue()') AS pair
    WHERE pair ->> 'key' IN ('api_key', 'basic_auth');
END;

CREATE FUNCTION aidb_internal.check_no_secret(config jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM aidb_internal.secret_keys(config)) THEN
        RAISE EXCEPTION 'config must not contain "api_key" or "basic_auth"; use "credentials" or "credentials_env" instead'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END $$;

CREATE FUNCTION aidb_internal.check_config(provider text, config jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kind aidb_internal.provider;
BEGIN
    SELECT p.* INTO kind FROM aidb_internal.provider p WHERE p.name::text = provider;
    IF jsonb_typeof(config) <> 'object' THEN
        RAISE EXCEPTION 'config must be a JSON object, but is of type %', jsonb_typeof(config)
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM aidb_internal.check_no_secret(config);
    IF kind.url_required AND coalesce(config ->> 'url', '') = '' THEN
        -- ASSUMPTION: section 4. The page says "required" without saying when it is looked at.
        RAISE EXCEPTION 'Model provider "%" requires "url" in config', provider
            USING ERRCODE = 'invalid_parameter_value';
    ELSIF 'OCR' = ANY (kind.capabilities) AND NOT aidb_internal.is_ocr_config(config) THEN
        RAISE EXCEPTION 'config of an OCR model must have text for "model" and "url", and true or false for "is_hcp_model"'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END $$;

-- ASSUMPTION: section 2.1. That the config of OCR models is checked at creation is documented, what is checked is not.
CREATE FUNCTION aidb_internal.is_ocr_config(config jsonb)
RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce(pg_catalog.jsonb_typeof(config -> 'model'), 'string') = 'string'
   AND coalesce(pg_catalog.jsonb_typeof(config -> 'url'), 'string') = 'string'
   AND coalesce(pg_catalog.jsonb_typeof(config -> 'is_hcp_model'), 'boolean') = 'boolean';

-------------------------------------------------------------------------------------------------------------- storing

CREATE FUNCTION aidb_internal.store_model(name text, provider text, config jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE FOREIGN TABLE aidb_models.%I () SERVER %I OPTIONS (config %L)', name, provider, config::text);
EXCEPTION
    WHEN duplicate_table OR unique_violation THEN
        -- ASSUMPTION: question 1. Text and SQLSTATE for a name that is taken.
        RAISE EXCEPTION 'Model with name "%" already exists', name USING ERRCODE = 'duplicate_object';
END $$;

-- ASSUMPTION: section 5. The models that come with the extension can be deleted like any other.
CREATE FUNCTION aidb_internal.drop_model(name text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_depend d
               WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e'
                 AND d.objid = to_regclass(format('aidb_models.%I', name))) THEN
        EXECUTE format('ALTER EXTENSION aidb DROP FOREIGN TABLE aidb_models.%I', name);
    END IF;
    EXECUTE format('DROP FOREIGN TABLE aidb_models.%I', name);
EXCEPTION
    WHEN undefined_table THEN
        PERFORM aidb_internal.refuse_unknown_model(name);
END $$;

CREATE FUNCTION aidb_internal.refuse_unknown_model(name text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Model not found: %', coalesce(name, '') USING ERRCODE = 'undefined_object';
END $$;

------------------------------------------------------------------------------------------------------------- changing

-- What create_model() does in every build with one secret a provider.
CREATE FUNCTION aidb_internal.register_model(name text, provider text, config jsonb, secret jsonb, replace boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    settings jsonb := coalesce(config, '{}');
    owner    text  := (SELECT m.provider FROM aidb_internal.model_named(name) m);
BEGIN
    PERFORM aidb_internal.check_model_name(name);
    PERFORM aidb_internal.check_provider(provider);
    PERFORM aidb_internal.check_config(provider, settings);
    -- ASSUMPTION: question 7. With replace_credentials, a model that exists keeps its config, and only its provider's
    -- mapping is written. A config in that call is checked and then ignored, unless a switch says that it is applied;
    -- the name may also be new; validation follows.
    IF NOT replace OR secret = '{}' OR owner IS DISTINCT FROM provider THEN
        PERFORM aidb_internal.store_model(name, provider, settings);
    ELSIF aidb_internal.switch('replace_applies_config', 'off', 'on') = 'on' THEN
        EXECUTE format('ALTER FOREIGN TABLE aidb_models.%I OPTIONS (SET config %L)', name, settings::text);
    END IF;
    PERFORM aidb_internal.store_credentials(provider, secret, replace);
END $$;

CREATE FUNCTION aidb_internal.refuse_when_probe_fails(name text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    failure text := aidb_internal.probe(name);
BEGIN
    IF failure IS NOT NULL THEN
        RAISE EXCEPTION 'Failed to create model: %', failure
            USING ERRCODE = 'external_routine_exception',
                  HINT = 'To register the model without checking it, pass validate => false.';
    END IF;
END $$;

-- log_min_error_statement: a statement that fails is not copied into the server log, since it may carry the secret as a
-- literal. What log_statement and its like write is the administrator's choice.
CREATE FUNCTION aidb.create_model(
    name                text,
    provider            character varying,
    config              jsonb   DEFAULT '{}',
    credentials         jsonb   DEFAULT '{}',
    replace_credentials boolean DEFAULT false,
    validate            boolean DEFAULT true,
    credentials_env     text    DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET log_min_error_statement = panic
AS $$
BEGIN
    PERFORM aidb_internal.register_model(
        name, provider, config, aidb_internal.mapping_options(credentials, credentials_env), coalesce(replace_credentials, false));
    IF coalesce(validate, true) THEN
        PERFORM aidb_internal.refuse_when_probe_fails(name);
    END IF;
    -- ASSUMPTION: question 2. The text that is returned.
    RETURN name;
END $$;

-- ASSUMPTION: question 6. The provider's mapping is dropped every time, also while other models of the provider remain,
-- unless a switch says that it goes with the last model, or never.
CREATE FUNCTION aidb_internal.drop_credentials_of_deleted(provider text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    drops text := aidb_internal.switch('delete_model_drops_mapping', 'always', 'last', 'never');
BEGIN
    IF drops = 'always' OR drops = 'last'
       AND NOT EXISTS (SELECT FROM aidb_internal.model m WHERE m.provider::text = drop_credentials_of_deleted.provider) THEN
        PERFORM aidb_internal.drop_credentials(provider);
    END IF;
END $$;

-- ASSUMPTION: question 2. The result is a row, as the published sample prints it, although the page says JSONB.
-- ASSUMPTION: question 3. An unknown name is an error.
CREATE FUNCTION aidb.delete_model(model_name text)
RETURNS TABLE (name text, provider text, options text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT m.name, m.provider, m.options INTO name, provider, options FROM aidb_internal.model_named(model_name) m;
    IF NOT FOUND THEN
        PERFORM aidb_internal.refuse_unknown_model(model_name);
    END IF;
    PERFORM aidb_internal.drop_model(model_name);
    PERFORM aidb_internal.drop_credentials_of_deleted(provider);
    RETURN NEXT;
END $$;

CREATE FUNCTION aidb.validate_model(model_name text)
RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    capability text := (SELECT m.capabilities[1] FROM aidb_internal.model_named(model_name) m);
    failure    text := aidb_internal.probe(model_name);
BEGIN
    IF capability IS NULL THEN
        PERFORM aidb_internal.refuse_unknown_model(model_name);
    ELSIF failure IS NOT NULL THEN
        RAISE EXCEPTION 'Model "%" failed its validation: %', model_name, failure
            USING ERRCODE = 'external_routine_exception';
    END IF;
    RETURN capability;
END $$;

-- There is no cache here, hence nothing to evict.
CREATE FUNCTION aidb.remove_cached_model(name text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT;
END;

-- Models from before the check of config, which only their owner can have made here.
CREATE FUNCTION aidb.audit_leaked_credentials()
RETURNS TABLE (model_name text, detected_key text, detected_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT m.name, k.key, pg_catalog.now()
    FROM aidb_internal.model m
    CROSS JOIN LATERAL aidb_internal.secret_keys(aidb_internal.config_of(m.options)) AS k (key)
    ORDER BY m.name, k.key;
END;
