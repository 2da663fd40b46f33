\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- What names a model: pipelines, knowledge bases, semantic knowledge bases, agents. They are registered, never run.
--
-- A pipeline names its models by registry name; creating it checks that each model exists and fits its step, and
-- nothing is checked again, so a model that is deleted later leaves the pipeline as it is.

---------------------------------------------------------------------------------------------------------------- types

CREATE TYPE aidb.PipelineAutoProcessingMode AS ENUM ('Live', 'Background', 'Disabled');
CREATE TYPE aidb.PipelineDataFormat AS ENUM ('Text', 'Image', 'Pdf');
CREATE TYPE aidb.PipelineSourceType AS ENUM ('Table', 'Volume', 'Empty');
CREATE TYPE aidb.PipelineDestinationType AS ENUM ('Table', 'Volume', 'Empty');
CREATE TYPE aidb.PipelineStepOperation AS ENUM
    ('ChunkText', 'SummarizeText', 'ParseHtml', 'ParsePdf', 'PerformOcr', 'KnowledgeBase', 'PdfToImage', 'SemanticKB');
CREATE TYPE aidb.DistanceOperator AS ENUM ('L2', 'InnerProduct', 'Cosine', 'L1', 'Hamming', 'Jaccard');

CREATE DOMAIN aidb.pipeline_name_50 AS text CHECK (length(VALUE) <= 50);
CREATE DOMAIN aidb.background_sync_interval AS interval CHECK (VALUE BETWEEN '1 second' AND '2 days');

---------------------------------------------------------------------------------------------------------- registries

CREATE TABLE aidb.knowledge_base_registry (
    id                 integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    vector_schema      text NOT NULL,
    vector_table       text NOT NULL,
    model_name         text NOT NULL,
    distance_operator  aidb.DistanceOperator NOT NULL,
    vector_index       jsonb NOT NULL,
    UNIQUE (vector_schema, vector_table)
);

CREATE TABLE aidb.pipeline_registry (
    id                       integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name                     aidb.pipeline_name_50 NOT NULL UNIQUE,
    source_schema            text NOT NULL,
    source                   text NOT NULL,
    source_key_column        text,
    source_data_column       text,
    destination_schema       text NOT NULL,
    destination              text NOT NULL,
    steps                    jsonb NOT NULL,
    auto_processing          aidb.PipelineAutoProcessingMode NOT NULL,
    batch_size               integer,
    background_sync_interval aidb.background_sync_interval,
    owner_role               text NOT NULL,
    knowledge_base           integer REFERENCES aidb.knowledge_base_registry
);

CREATE TABLE aidb.semantic_kb_registry (
    name            text PRIMARY KEY,
    model           text NOT NULL,
    schemas         text[] NOT NULL,
    auto_processing aidb.PipelineAutoProcessingMode NOT NULL
);

CREATE TABLE aidb.agent_registry (
    name         text PRIMARY KEY,
    instructions text NOT NULL,
    model        text NOT NULL
);

SELECT pg_catalog.pg_extension_config_dump('aidb.knowledge_base_registry', '');
SELECT pg_catalog.pg_extension_config_dump('aidb.knowledge_base_registry_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('aidb.pipeline_registry', '');
SELECT pg_catalog.pg_extension_config_dump('aidb.pipeline_registry_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('aidb.semantic_kb_registry', '');
SELECT pg_catalog.pg_extension_config_dump('aidb.agent_registry', '');

---------------------------------------------------------------------------------------------------------------- views
-- ASSUMPTION: question 15. Every member of aidb_users sees every row, whoever owns the pipeline.

-- ASSUMPTION: section 6.1. Names of the destination's columns, here and in the knowledge base.
CREATE VIEW aidb.pipelines_v7 AS
SELECT r.id,
       r.name::text                              AS name,
       'Table'::aidb.PipelineSourceType          AS source_type,
       r.source_schema,
       r.source,
       r.source_key_column,
       r.source_data_column,
       'Table'::aidb.PipelineDestinationType     AS destination_type,
       r.destination_schema,
       r.destination,
       'source_id'::text                         AS destination_key_column,
       'value'::text                             AS destination_data_column,
       r.steps,
       r.auto_processing,
       r.batch_size,
       r.background_sync_interval::interval      AS background_sync_interval,
       r.owner_role
FROM aidb.pipeline_registry r;
CREATE VIEW aidb.pipelines AS SELECT * FROM aidb.pipelines_v7;
CREATE VIEW aidb.pipes AS SELECT * FROM aidb.pipelines_v7;

-- Published samples name a knowledge base by its vector table, as in "public.pipeline_animal_facts_kb".
CREATE VIEW aidb.knowledge_bases_v7 AS
SELECT k.id,
       k.vector_schema || '.' || k.vector_table                      AS name,
       k.vector_schema,
       k.vector_table,
       k.model_name,
       k.distance_operator,
       CASE k.distance_operator WHEN 'L2' THEN '<->' WHEN 'InnerProduct' THEN '<#>' WHEN 'Cosine' THEN '<=>'
                                WHEN 'L1' THEN '<+>' WHEN 'Hamming' THEN '<~>' WHEN 'Jaccard' THEN '<%>' END
                                                                     AS distance_operator_sql,
       'value'::text                                                 AS vector_data_column,
       'source_id'::text                                             AS vector_key_column,
       k.vector_index,
       ARRAY(SELECT p.id FROM aidb.pipeline_registry p WHERE p.knowledge_base = k.id ORDER BY p.id)
                                                                     AS pipeline_ids,
       ARRAY(SELECT p.name::text FROM aidb.pipeline_registry p WHERE p.knowledge_base = k.id ORDER BY p.id)
                                                                     AS pipeline_names
FROM aidb.knowledge_base_registry k;
CREATE VIEW aidb.knowledge_bases AS SELECT * FROM aidb.knowledge_bases_v7;
CREATE VIEW aidb.kbs AS SELECT * FROM aidb.knowledge_bases_v7;

-- Nothing runs here, so nothing has been counted.
CREATE VIEW aidb.pipeline_metrics_v7 AS
SELECT r.name::text             AS pipeline,
       r.auto_processing::text  AS "auto processing",
       NULL::bigint             AS "table: unprocessed rows",
       NULL::bigint             AS "volume: scans completed",
       NULL::bigint             AS "count(source records)",
       NULL::bigint             AS "count(destination records)",
       'Unknown'::text          AS "Status",
       NULL::timestamptz        AS "last run completed",
       NULL::bigint             AS "count(record errors)",
       NULL::bigint             AS "count(blocking errors)"
FROM aidb.pipeline_registry r;
CREATE VIEW aidb.pipeline_metrics AS SELECT * FROM aidb.pipeline_metrics_v7;
CREATE VIEW aidb.pipem AS SELECT * FROM aidb.pipeline_metrics_v7;

CREATE VIEW aidb.agents AS SELECT a.name, a.instructions, a.model FROM aidb.agent_registry a;

-- ASSUMPTION: question 15. Names of the columns.
CREATE FUNCTION aidb.list_semantic_kbs()
RETURNS TABLE (name text, model text, schemas text[], auto_processing text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT k.name, k.model, k.schemas, k.auto_processing::text FROM aidb.semantic_kb_registry k;
END;

---------------------------------------------------------------------------------------------------- config of the steps

CREATE FUNCTION aidb.knowledge_base_config(
    model text, data_format aidb.PipelineDataFormat, distance_operator aidb.DistanceOperator DEFAULT NULL,
    vector_index jsonb DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'data_format', data_format, 'distance_operator', distance_operator, 'vector_index', vector_index));

-- For a pipeline that is attached to the knowledge base at its destination, whose model it inherits.
CREATE FUNCTION aidb.knowledge_base_config_from_kb(data_format aidb.PipelineDataFormat)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_build_object('data_format', data_format);

CREATE FUNCTION aidb.summarize_text_config(
    model text, chunk_config jsonb DEFAULT NULL, prompt text DEFAULT NULL, strategy text DEFAULT NULL,
    reduction_factor integer DEFAULT NULL, inference_config jsonb DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'chunk_config', chunk_config, 'prompt', prompt, 'strategy', strategy,
    'reduction_factor', reduction_factor, 'inference_config', inference_config));

CREATE FUNCTION aidb.ocr_config(model text)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_build_object('model', model);
