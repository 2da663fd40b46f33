\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- Making and deleting what names a model.

---------------------------------------------------------------------------------------------------------- checks of a step

-- Raises unless the model exists and can do this; "operations" is the documented word for it.
CREATE FUNCTION aidb_internal.check_model_for(model text, capability text, operations text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    capabilities text[] := (SELECT m.capabilities FROM aidb_internal.model_named(model) m);
BEGIN
    IF capabilities IS NULL THEN
        PERFORM aidb_internal.refuse_unknown_model(model);
    ELSIF NOT capability = ANY (capabilities) THEN
        RAISE EXCEPTION 'Model "%" does not support % operations', model, operations
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END $$;

-- Of the steps that take a model the keys are documented, and unknown ones are refused; options of other steps pass unread.
CREATE FUNCTION aidb_internal.check_step_keys(operation aidb.PipelineStepOperation, options jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    known   text[] := CASE operation
        WHEN 'KnowledgeBase' THEN ARRAY['model', 'data_format', 'distance_operator', 'vector_index']
        WHEN 'SummarizeText' THEN ARRAY['model', 'chunk_config', 'prompt', 'strategy', 'reduction_factor', 'inference_config']
        WHEN 'PerformOcr'    THEN ARRAY['model'] END || 'intermediate_destination'::text;
    unknown text := (SELECT min(k) FROM jsonb_object_keys(options) AS k WHERE NOT k = ANY (known));
BEGIN
    IF unknown IS NOT NULL THEN
        RAISE EXCEPTION 'Step % has the unknown option "%"; known are %', operation, unknown, array_to_string(known, ', ')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END $$;

-- "attaches": a KnowledgeBase step may leave out its model when its destination is a knowledge base already.
CREATE FUNCTION aidb_internal.check_step(operation aidb.PipelineStepOperation, options jsonb, attaches boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    model text := options ->> 'model';
    image boolean := coalesce(options ->> 'data_format' = 'Image', false);
BEGIN
    IF operation = 'SemanticKB' THEN
        RAISE EXCEPTION 'A SemanticKB step is made by create_semantic_kb' USING ERRCODE = 'invalid_parameter_value';
    ELSIF operation NOT IN ('KnowledgeBase', 'SummarizeText', 'PerformOcr') THEN
        RETURN;
    END IF;
    PERFORM aidb_internal.check_step_keys(operation, options);
    IF model IS NULL AND operation = 'KnowledgeBase' AND attaches THEN
        RETURN;
    ELSIF model IS NULL THEN
        RAISE EXCEPTION 'Step % requires the option "model"', operation USING ERRCODE = 'invalid_parameter_value';
    END IF;
    CASE
        WHEN operation = 'SummarizeText' THEN PERFORM aidb_internal.check_model_for(model, 'language', 'language');
        WHEN operation = 'PerformOcr' THEN PERFORM aidb_internal.check_model_for(model, 'OCR', 'OCR');
        WHEN image THEN PERFORM aidb_internal.check_model_for(model, 'image embedding', 'image embedding');
        ELSE PERFORM aidb_internal.check_model_for(model, 'text embedding', 'text embedding');
    END CASE;
END $$;

-- The steps as the documented array, from operations and options side by side.
CREATE FUNCTION aidb_internal.steps_of(operations aidb.PipelineStepOperation[], options jsonb[])
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    count integer := cardinality(array_remove(operations, NULL));
BEGIN
    IF count = 0 OR array_position(operations[1:count], NULL) IS NOT NULL THEN
        RAISE EXCEPTION 'The steps of a pipeline must be consecutive, from step_1 on'
            USING ERRCODE = 'invalid_parameter_value';
    ELSIF 'KnowledgeBase' = ANY (operations[1:count - 1]) THEN
        RAISE EXCEPTION 'A KnowledgeBase step must be the last one' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN (SELECT jsonb_agg(jsonb_build_object('step_order', i, 'operation', operations[i],
                                                'options', coalesce(options[i], '{}')) ORDER BY i)
            FROM generate_series(1, count) AS i);
END $$;

------------------------------------------------------------------------------------------------- who calls, what is meant

-- SET ROLE counts, since Hybrid Manager's agent works as visual_pipeline_user that way.
CREATE FUNCTION aidb_internal.caller()
RETURNS text LANGUAGE sql STABLE
RETURN coalesce(nullif(pg_catalog.current_setting('role'), 'none'), session_user::text);

-- Schema and table of a name as the caller wrote it.
-- ASSUMPTION: section 6.1. A name without schema means public, since the functions here do not see the caller's search path.
CREATE FUNCTION aidb_internal.table_name(written text)
RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    parts text[] := parse_ident(written);
BEGIN
    IF cardinality(parts) > 2 THEN
        RAISE EXCEPTION 'A table name has a schema at most, found %', written USING ERRCODE = 'invalid_name';
    END IF;
    RETURN CASE cardinality(parts) WHEN 1 THEN ARRAY['public'] || parts ELSE parts END;
END $$;

CREATE FUNCTION aidb_internal.check_readable(source text[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    relation regclass := to_regclass(format('%I.%I', source[1], source[2]));
BEGIN
    IF relation IS NULL THEN
        RAISE EXCEPTION 'Source "%" not found', array_to_string(source, '.') USING ERRCODE = 'undefined_table';
    ELSIF NOT has_table_privilege(aidb_internal.caller(), relation, 'SELECT') THEN
        RAISE EXCEPTION 'Role "%" may not read the source "%"', aidb_internal.caller(), array_to_string(source, '.')
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

CREATE FUNCTION aidb_internal.check_member(role text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_has_role(aidb_internal.caller(), role, 'MEMBER') THEN
        RAISE EXCEPTION 'Role "%" is not a member of "%", the owner of the pipeline', aidb_internal.caller(), role
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

------------------------------------------------------------------------------------------------------------ pipelines

-- The knowledge base at this place, or NULL.
CREATE FUNCTION aidb_internal.knowledge_base_at(place text[])
RETURNS integer LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT k.id FROM aidb.knowledge_base_registry k
    WHERE k.vector_schema = place[1] AND k.vector_table = place[2];
END;

-- The knowledge base that the last step feeds: that of its destination, made now if it is not there; NULL for another step.
CREATE FUNCTION aidb_internal.knowledge_base_for(step jsonb, place text[])
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    found   integer := aidb_internal.knowledge_base_at(place);
    options jsonb   := step -> 'options';
    model   text    := (SELECT k.model_name FROM aidb.knowledge_base_registry k WHERE k.id = found);
BEGIN
    IF step ->> 'operation' <> 'KnowledgeBase' THEN
        RETURN NULL;
    ELSIF found IS NULL THEN
        INSERT INTO aidb.knowledge_base_registry (vector_schema, vector_table, model_name, distance_operator, vector_index)
        VALUES (place[1], place[2], options ->> 'model',
                coalesce(options ->> 'distance_operator', 'L2')::aidb.DistanceOperator,
                coalesce(options -> 'vector_index', '{"type": "hnsw", "m": 16, "ef_construction": 64}'))
        RETURNING id INTO found;
    ELSIF options ->> 'model' <> model THEN
        RAISE EXCEPTION 'Knowledge base "%" uses the model "%": mismatch with "%"',
            array_to_string(place, '.'), model, options ->> 'model' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN found;
END $$;

-- A type of its own: the documented result repeats names of parameters.
CREATE TYPE aidb.created_pipeline AS (
    name text, destination_type text, destination_schema text, destination text,
    destination_key_column text, destination_data_column text);

-- Registers the pipeline. A real AIDB also makes the destination; here nothing is ever written to one.
CREATE FUNCTION aidb.create_pipeline(
    name                     text,
    source                   text,
    step_1                   aidb.PipelineStepOperation,
    source_key_column        text    DEFAULT NULL,
    source_data_column       text    DEFAULT NULL,
    destination              text    DEFAULT NULL,
    auto_processing          aidb.PipelineAutoProcessingMode DEFAULT NULL,
    batch_size               integer DEFAULT NULL,
    background_sync_interval interval DEFAULT NULL,
    owner_role               text    DEFAULT NULL,
    step_1_options           jsonb   DEFAULT NULL,
    step_2  aidb.PipelineStepOperation DEFAULT NULL, step_2_options  jsonb DEFAULT NULL,
    step_3  aidb.PipelineStepOperation DEFAULT NULL, step_3_options  jsonb DEFAULT NULL,
    step_4  aidb.PipelineStepOperation DEFAULT NULL, step_4_options  jsonb DEFAULT NULL,
    step_5  aidb.PipelineStepOperation DEFAULT NULL, step_5_options  jsonb DEFAULT NULL,
    step_6  aidb.PipelineStepOperation DEFAULT NULL, step_6_options  jsonb DEFAULT NULL,
    step_7  aidb.PipelineStepOperation DEFAULT NULL, step_7_options  jsonb DEFAULT NULL,
    step_8  aidb.PipelineStepOperation DEFAULT NULL, step_8_options  jsonb DEFAULT NULL,
    step_9  aidb.PipelineStepOperation DEFAULT NULL, step_9_options  jsonb DEFAULT NULL,
    step_10 aidb.PipelineStepOperation DEFAULT NULL, step_10_options jsonb DEFAULT NULL)
RETURNS aidb.created_pipeline
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    steps jsonb  := aidb_internal.steps_of(
        ARRAY[step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10],
        ARRAY[step_1_options, step_2_options, step_3_options, step_4_options, step_5_options,
              step_6_options, step_7_options, step_8_options, step_9_options, step_10_options]);
    origin text[] := aidb_internal.table_name(source);
    place  text[] := coalesce(aidb_internal.table_name(destination), ARRAY['public', 'pipeline_' || name]);
    owner  text   := coalesce(owner_role, aidb_internal.caller());
BEGIN
    PERFORM aidb_internal.check_member(owner);
    PERFORM aidb_internal.check_readable(origin);
    PERFORM aidb_internal.check_step((step ->> 'operation')::aidb.PipelineStepOperation, step -> 'options',
                                     aidb_internal.knowledge_base_at(place) IS NOT NULL)
    FROM jsonb_array_elements(steps) AS step;
    INSERT INTO aidb.pipeline_registry (name, source_schema, source, source_key_column, source_data_column,
        destination_schema, destination, steps, auto_processing, batch_size, background_sync_interval, owner_role, knowledge_base)
    VALUES (name, origin[1], origin[2], source_key_column, source_data_column, place[1], place[2], steps,
        coalesce(auto_processing, 'Disabled'), batch_size, background_sync_interval, owner,
        aidb_internal.knowledge_base_for(steps -> -1, place));
    RETURN (name, 'Table'::text, place[1], place[2], 'source_id'::text, 'value'::text);
END $$;

-- ASSUMPTION: questions 3 and 9. An unknown name is an error; the owner and members of the owner may delete.
-- ASSUMPTION: section 6.1. A knowledge base goes with its last pipeline.
CREATE FUNCTION aidb.delete_pipeline(name text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    pipeline aidb.pipeline_registry;
BEGIN
    SELECT r.* INTO pipeline FROM aidb.pipeline_registry r WHERE r.name = delete_pipeline.name FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Pipeline not found: %', coalesce(delete_pipeline.name, '') USING ERRCODE = 'undefined_object';
    END IF;
    PERFORM aidb_internal.check_member(pipeline.owner_role);
    DELETE FROM aidb.pipeline_registry r WHERE r.id = pipeline.id;
    DELETE FROM aidb.knowledge_base_registry k
    WHERE k.id = pipeline.knowledge_base
      AND NOT EXISTS (SELECT FROM aidb.pipeline_registry r WHERE r.knowledge_base = k.id);
END $$;

---------------------------------------------------------------------------------- semantic knowledge bases and agents

CREATE FUNCTION aidb.create_semantic_kb(
    name text DEFAULT 'default_semkb', model text DEFAULT NULL, schemas text[] DEFAULT NULL,
    auto_processing aidb.PipelineAutoProcessingMode DEFAULT 'Disabled', bypass_triggers boolean DEFAULT false,
    vector_index jsonb DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
BEGIN
    PERFORM aidb_internal.check_model_for(model, 'text embedding', 'text embedding');
    INSERT INTO aidb.semantic_kb_registry VALUES (name, model, schemas, auto_processing);
    RETURN name;
END $$;

CREATE FUNCTION aidb.delete_semantic_kb(name text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    DELETE FROM aidb.semantic_kb_registry k WHERE k.name = delete_semantic_kb.name;
END;

-- Of the documented parameters only those that are stored here. A failure is a row with its text, success is no row.
CREATE FUNCTION aidb.create_agent(name text, instructions text, model text)
RETURNS TABLE (error text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
BEGIN
    PERFORM aidb_internal.check_model_for(model, 'language', 'language');
    INSERT INTO aidb.agent_registry VALUES (name, instructions, model);
EXCEPTION
    WHEN unique_violation THEN RETURN QUERY SELECT format('Agent with name "%s" already exists', name);
    WHEN undefined_object OR invalid_parameter_value THEN RETURN QUERY SELECT SQLERRM;
END $$;

CREATE FUNCTION aidb.delete_agent(name text, force boolean DEFAULT NULL)
RETURNS TABLE (error text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM aidb.agent_registry a WHERE a.name = delete_agent.name;
    IF NOT FOUND THEN
        RETURN QUERY SELECT format('Agent "%s" not found', delete_agent.name);
    END IF;
END $$;
