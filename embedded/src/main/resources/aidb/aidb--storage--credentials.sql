\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- Credentials.
--
-- One secret a provider, shared by all its models: a user mapping FOR PUBLIC on the provider's server.
-- No message, detail, context or log line may show it, whatever fails.

CREATE FUNCTION aidb_internal.setting(name text, fallback text)
RETURNS text LANGUAGE sql STABLE
RETURN coalesce(nullif(pg_catalog.current_setting(name, true), ''), fallback);

-- What a switch for an open question is set to; the first of the allowed values is its default.
CREATE FUNCTION aidb_internal.switch(name text, VARIADIC allowed text[])
RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    found text := aidb_internal.setting('aidb_stand_in.' || name, allowed[1]);
BEGIN
    IF NOT found = ANY (allowed) THEN
        RAISE EXCEPTION 'aidb_stand_in.% is "%", allowed are %', name, found, array_to_string(allowed, ', ')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN found;
END $$;

-- ASSUMPTION: question 5. The keys inside the mapping are those of the credentials; the name of a variable is kept there
-- too, as credentials_env.
CREATE FUNCTION aidb_internal.mapping_options(credentials jsonb, credentials_env text)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    given  jsonb := coalesce(nullif(credentials, 'null'), '{}');
    prefix text  := aidb_internal.setting('aidb.env_var_allowed_prefix', 'AIDB_');
BEGIN
    IF given <> '{}' AND credentials_env IS NOT NULL THEN
        RAISE EXCEPTION 'Only one of "credentials", "credentials_env" may be provided'
            USING ERRCODE = 'invalid_parameter_value';
    ELSIF credentials_env IS NOT NULL AND NOT starts_with(credentials_env, prefix) THEN
        -- The name is not repeated: who mixes up the arguments passes the secret itself.
        RAISE EXCEPTION 'The name given as "credentials_env" does not start with the required prefix "%"', prefix
            USING ERRCODE = 'invalid_parameter_value';
    ELSIF credentials_env IS NOT NULL THEN
        RETURN jsonb_build_object('credentials_env', credentials_env);
    END IF;
    PERFORM aidb_internal.check_credentials(given);
    RETURN given;
END $$;

-- ASSUMPTION: section 2.1. Exactly one key. "token" is accepted because an official sample has it.
CREATE FUNCTION aidb_internal.check_credentials(credentials jsonb)
RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    form CONSTANT text := 'credentials must be {"api_key": "..."} or {"basic_auth": "..."}';
BEGIN
    IF credentials = '{}' THEN
        RETURN;
    ELSIF jsonb_typeof(credentials) <> 'object' THEN
        RAISE EXCEPTION '%', form USING ERRCODE = 'invalid_parameter_value';
    ELSIF EXISTS (SELECT FROM jsonb_each(credentials) AS c
                  WHERE c.key NOT IN ('api_key', 'basic_auth', 'token')
                     OR jsonb_typeof(c.value) <> 'string' OR c.value = '""')
          OR (SELECT count(*) FROM jsonb_object_keys(credentials)) <> 1 THEN
        RAISE EXCEPTION '%', form USING ERRCODE = 'invalid_parameter_value';
    ELSIF EXISTS (SELECT FROM jsonb_each_text(credentials) AS c WHERE c.value ~ '[\u0001-\u0008\u000a-\u001f\u007f]') THEN
        RAISE EXCEPTION 'credentials hold a character that an HTTP header may not have, for example a line break'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END $$;

CREATE FUNCTION aidb_internal.has_credentials(provider text)
RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM pg_catalog.pg_user_mappings m WHERE m.srvname::text = provider AND m.umuser = 0);

-- ASSUMPTION: question 8. A stored secret and the name of a variable exclude each other like two secrets do.
-- ASSUMPTION: section 2.1. Credentials equal to the stored ones are refused too: the release note promises no exception.
CREATE FUNCTION aidb_internal.store_credentials(provider text, options jsonb, replace boolean)
RETURNS void LANGUAGE plpgsql SET log_error_verbosity = terse AS $$
BEGIN
    IF options = '{}' THEN
        RETURN;
    ELSIF aidb_internal.has_credentials(provider) AND NOT replace THEN
        RAISE EXCEPTION 'Credentials for model provider "%" already exist', provider USING ERRCODE = 'duplicate_object';
    END IF;
    PERFORM aidb_internal.drop_credentials(provider);
    EXECUTE format('CREATE USER MAPPING FOR PUBLIC SERVER %I OPTIONS (%s)', provider,
                   (SELECT string_agg(format('%I %L', o.key, o.value), ', ') FROM jsonb_each_text(options) AS o));
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN
        RAISE EXCEPTION 'Credentials for model provider "%" already exist', provider USING ERRCODE = 'duplicate_object';
    WHEN OTHERS OR query_canceled THEN
        -- The context of the original names the statement, and the statement holds the secret.
        RAISE EXCEPTION 'Credentials for model provider "%" could not be stored', provider USING ERRCODE = SQLSTATE;
END $$;

CREATE FUNCTION aidb_internal.drop_credentials(provider text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF aidb_internal.has_credentials(provider) THEN
        EXECUTE format('DROP USER MAPPING IF EXISTS FOR PUBLIC SERVER %I', provider);
    END IF;
END $$;
