\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- A build in which credentials have names: one secret, the hosts it may go to, and an owner. A page documents its two
-- functions; the release that brings them is not stated, hence the name of this version.
-- ASSUMPTION: question 11. All else here: credentials can be made and not be changed, listed or deleted; the arguments for
-- credentials a provider are gone from create_model(); a model from before keeps using its provider's mapping.

CREATE TABLE aidb_internal.credential (
    name     text PRIMARY KEY,
    owner    text NOT NULL,
    endpoint text NOT NULL,
    secret   jsonb
);
SELECT pg_catalog.pg_extension_config_dump('aidb_internal.credential', $$WHERE name <> 'none'$$);

-- Sends nothing, and everybody may use it.
INSERT INTO aidb_internal.credential VALUES ('none', 'public', '*');

-- ASSUMPTION: question 11. A pattern is a host, or "*." and the end of hosts, or "*".
CREATE FUNCTION aidb_internal.matches_endpoint(host text, endpoint text)
RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN endpoint = '*' OR host = pg_catalog.lower(endpoint)
    OR pg_catalog.starts_with(endpoint, '*.')
       AND pg_catalog.right(host, pg_catalog.length(endpoint) - 1) = pg_catalog.lower(pg_catalog.substr(endpoint, 2));

CREATE FUNCTION aidb_internal.check_new_credential(name text, endpoint text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(name, '') = '' THEN
        RAISE EXCEPTION 'The name of a credential must not be empty' USING ERRCODE = 'invalid_parameter_value';
    ELSIF coalesce(endpoint, '') = '' THEN
        RAISE EXCEPTION 'A credential requires an "endpoint"' USING ERRCODE = 'invalid_parameter_value';
    ELSIF EXISTS (SELECT FROM aidb_internal.credential c WHERE c.name = check_new_credential.name) THEN
        RAISE EXCEPTION 'Credential with name "%" already exists', name USING ERRCODE = 'duplicate_object';
    END IF;
END $$;

CREATE FUNCTION aidb.create_credential(name text, credentials jsonb DEFAULT NULL, endpoint text DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET log_min_error_statement = panic
AS $$
DECLARE
    secret jsonb := aidb_internal.mapping_options(credentials, NULL);
BEGIN
    PERFORM aidb_internal.check_new_credential(name, endpoint);
    INSERT INTO aidb_internal.credential VALUES (name, aidb_internal.caller(), endpoint, nullif(secret, '{}'));
    RETURN name;
END $$;

-- ASSUMPTION: question 11. Its owner and the owner's members may use a credential.
CREATE FUNCTION aidb_internal.check_credential(credential text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    owner text := (SELECT c.owner FROM aidb_internal.credential c WHERE c.name = credential);
BEGIN
    IF owner IS NULL THEN
        RAISE EXCEPTION 'Credential with name "%" not found', credential USING ERRCODE = 'undefined_object';
    ELSIF owner <> 'public' AND NOT pg_has_role(aidb_internal.caller(), owner, 'MEMBER') THEN
        RAISE EXCEPTION 'Role "%" may not use the credential "%"', aidb_internal.caller(), credential
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

DROP FUNCTION aidb.create_model(text, character varying, jsonb, jsonb, boolean, boolean, text);

CREATE FUNCTION aidb.create_model(
    name       text,
    provider   character varying,
    config     jsonb   DEFAULT '{}',
    credential text    DEFAULT 'none',
    validate   boolean DEFAULT true)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    used text := coalesce(credential, 'none');
BEGIN
    PERFORM aidb_internal.check_credential(used);
    PERFORM aidb_internal.register_model(name, provider, config, '{}', false);
    EXECUTE format('ALTER FOREIGN TABLE aidb_models.%I OPTIONS (ADD credential %L)', name, used);
    IF coalesce(validate, true) THEN
        PERFORM aidb_internal.refuse_when_probe_fails(name);
    END IF;
    RETURN name;
END $$;

CREATE OR REPLACE FUNCTION aidb_internal.drop_credentials_of_deleted(provider text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RETURN;
END $$;

-- The pattern of the model's credential forbids the host of its address, as the egress list may.
CREATE FUNCTION aidb_internal.endpoint_forbids(name text)
RETURNS boolean LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM aidb_internal.model_named(endpoint_forbids.name) m
        JOIN aidb_internal.credential c ON 'credential=' || c.name = ANY (m.options)
        WHERE NOT aidb_internal.matches_endpoint(
            aidb_internal.host_of(aidb_internal.config_of(m.options) ->> 'url'), c.endpoint));
END;

ALTER FUNCTION aidb_internal.probe(text) RENAME TO probe_beside_credential;

CREATE FUNCTION aidb_internal.probe(name text)
RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN aidb_internal.endpoint_forbids(name) THEN 'the credential may not go to the host of the model'
            ELSE aidb_internal.probe_beside_credential(name) END;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA aidb, aidb_internal FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aidb TO aidb_users;
