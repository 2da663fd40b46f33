\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- A stand-in for the Postgres extension "aidb" (EDB AI Database), written from its public documentation only.
-- It is the registry, not the inference: models, providers, credentials, pipelines by name; no network.
--
-- Postgres itself joins the pieces, as a chain of update scripts, so a plain copy of this folder installs:
--   storage      role, schemas, tables                    (this file)
--   credentials  one secret a provider, as user mappings
--   probe        whether a model answers
--   models       create_model and its siblings, aidb.models, aidb.model_providers
--   config       the *_config() helpers
--   hcp          models that Hybrid Manager hosts, and their sync
--   usage        what names a model: views of pipelines, knowledge bases, agents
--   pipelines    making and deleting these
--   options      the type of the models' options
--   7.6.0        providers, models and privileges of that release
-- and from there, by taking away or adding, to other builds:
--   7.4.0              without validation, without a check of config, without what 7.5 and 7.6 brought
--   named-credentials  credentials that have names and owners; the release that brings them is not known
--
-- A line "ASSUMPTION: question n" decides what the documentation leaves open; n is the question's number in section 10 of
-- the project's contract notes ("section n" where it has no number). Nobody should build on it without asking a real AIDB.
-- Where it matters to a client what a real build does, a setting chooses, for example
--   alter database x set aidb_stand_in.delete_model_drops_mapping = 'never'
-- In the order of their default and the other values:
--   delete_model_drops_mapping   always | last | never   (question 6)
--   replace_applies_config       off | on                (question 7)
--   get_model_of_unknown_name    no row | error          (question 3)
--   options_type                 text[] | jsonb          (section 1.1; looked at by CREATE EXTENSION only)
-- ASSUMPTION: question 1. Every SQLSTATE in these files. A real build may well raise everything as XX000.

-- The role is cluster-wide and outlives the extension, so it may be here already, or be created right now next door.
DO $$
BEGIN
    CREATE ROLE aidb_users NOLOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

CREATE SCHEMA aidb;
COMMENT ON SCHEMA aidb IS 'The public surface of AIDB';

CREATE SCHEMA aidb_internal;
COMMENT ON SCHEMA aidb_internal IS 'Implementation; nobody but the owner has access';

-- ASSUMPTION: question 4. Schema of the models, name of the wrapper. A schema of their own lets a model be called "models".
CREATE SCHEMA aidb_models;
COMMENT ON SCHEMA aidb_models IS 'One foreign table without columns for each model, on the server of its provider';

CREATE SCHEMA aidb_stand_in;
COMMENT ON SCHEMA aidb_stand_in IS 'What a real AIDB asks over the network, as tables that a test may fill';

-- ASSUMPTION: section 1.3. AIDB's wrapper has a no-op handler, which can be written in C only; without any handler the
-- catalog calls work all the same, and reading a model as if it were a table fails, as it should.
CREATE FOREIGN DATA WRAPPER aidb_model_fdw NO HANDLER NO VALIDATOR;

CREATE TABLE aidb_internal.provider (
    name          name PRIMARY KEY,
    capabilities  text[]  NOT NULL,  -- in the words of validate_model(); the first is the one that it reports
    function_tags text[]  NOT NULL,
    url_required  boolean NOT NULL
);
COMMENT ON TABLE aidb_internal.provider IS 'What a provider can do; the provider itself is a foreign server';

CREATE TABLE aidb_stand_in.probe_failure (
    model_name text PRIMARY KEY,
    failure    text NOT NULL
);
COMMENT ON TABLE aidb_stand_in.probe_failure IS
    'Models whose probe fails, and with which words. A model that is not listed passes';

CREATE TABLE aidb_stand_in.hcp_instance (
    name      text PRIMARY KEY,
    url       text   NOT NULL,
    model     text   NOT NULL,
    functions text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE aidb_stand_in.hcp_instance IS 'The models that Hybrid Manager hosts, as its server would list them';

SELECT pg_catalog.pg_extension_config_dump('aidb_stand_in.probe_failure', '');
SELECT pg_catalog.pg_extension_config_dump('aidb_stand_in.hcp_instance', '');
