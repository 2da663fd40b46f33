\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- Back to release 7.4.0: what 7.5.0 and 7.6.0 brought is taken away again. create_model() probes nothing and takes any
-- config, also one that holds a secret.

DROP FUNCTION aidb.create_model(text, character varying, jsonb, jsonb, boolean, boolean, text);
DROP FUNCTION aidb.validate_model(text);
DROP FUNCTION aidb.audit_leaked_credentials();
DROP FUNCTION aidb.openai_responses_config;
DROP FUNCTION aidb.anthropic_messages_config;
DROP FUNCTION aidb.create_agent(text, text, text);
DROP FUNCTION aidb.delete_agent(text, boolean);
DROP VIEW aidb.agents;
DROP TABLE aidb.agent_registry;

-- ASSUMPTION: section 4. That the release has no such provider follows from the notes of those that brought them.
DROP SERVER openai_responses, openai_responses_azure, anthropic_messages, anthropic_messages_azure,
    anthropic_messages_bedrock, llamacpp_embeddings, llamacpp_generate, llamacpp_reranking, llamacpp_ocr CASCADE;
DELETE FROM aidb_internal.provider p WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_foreign_server s WHERE s.srvname = p.name);

CREATE OR REPLACE FUNCTION aidb_internal.check_no_secret(config jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RETURN;
END $$;

CREATE FUNCTION aidb.create_model(
    name                text,
    provider            character varying,
    config              jsonb   DEFAULT '{}',
    credentials         jsonb   DEFAULT '{}',
    replace_credentials boolean DEFAULT false)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET log_min_error_statement = panic
AS $$
BEGIN
    PERFORM aidb_internal.register_model(
        name, provider, config, aidb_internal.mapping_options(credentials, NULL), coalesce(replace_credentials, false));
    RETURN name;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA aidb, aidb_internal FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aidb TO aidb_users;
