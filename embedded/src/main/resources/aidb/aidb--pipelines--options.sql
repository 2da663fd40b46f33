\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- A page calls the options of a model jsonb, while every published sample prints text[]. A switch that is set before
-- CREATE EXTENSION makes them jsonb here; then the keys are those of the options, and config is an object.

CREATE FUNCTION aidb_internal.options_object(options text[])
RETURNS jsonb LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT pg_catalog.jsonb_object_agg(
               pg_catalog.split_part(o, '=', 1),
               CASE WHEN text.value IS JSON THEN text.value::jsonb ELSE pg_catalog.to_jsonb(text.value) END)
    FROM pg_catalog.unnest(options) AS o
    CROSS JOIN LATERAL (SELECT pg_catalog.substr(o, pg_catalog.strpos(o, '=') + 1)) AS text (value);
END;

DO $switch$
BEGIN
    IF aidb_internal.switch('options_type', 'text[]', 'jsonb') = 'text[]' THEN
        RETURN;
    END IF;
    ALTER FUNCTION aidb.get_model(text) SET SCHEMA aidb_internal;
    ALTER FUNCTION aidb.delete_model(text) SET SCHEMA aidb_internal;
    DROP FUNCTION aidb.list_models();
    DROP VIEW aidb.models;

    CREATE VIEW aidb.models AS
    SELECT m.name::text AS name,
           m.provider::text AS provider,
           -- As options_object() does; but functions in a view run with the rights of its reader.
           (SELECT pg_catalog.jsonb_object_agg(
                       pg_catalog.split_part(o, '=', 1),
                       CASE WHEN text.value IS JSON THEN text.value::jsonb ELSE pg_catalog.to_jsonb(text.value) END)
            FROM pg_catalog.unnest(m.options) AS o
            CROSS JOIN LATERAL (SELECT pg_catalog.substr(o, pg_catalog.strpos(o, '=') + 1)) AS text (value)) AS options,
           m.functions
    FROM aidb_internal.model m;

    CREATE FUNCTION aidb.list_models()
    RETURNS TABLE (name text, provider text, options jsonb, functions text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    BEGIN ATOMIC
        SELECT m.name, m.provider, m.options, m.functions FROM aidb.models m;
    END;

    CREATE FUNCTION aidb.get_model(model_name text)
    RETURNS TABLE (name text, provider text, options jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    BEGIN ATOMIC
        SELECT m.name, m.provider, aidb_internal.options_object(m.options) FROM aidb_internal.get_model(model_name) m;
    END;

    CREATE FUNCTION aidb.delete_model(model_name text)
    RETURNS TABLE (name text, provider text, options jsonb)
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    BEGIN ATOMIC
        SELECT m.name, m.provider, aidb_internal.options_object(m.options) FROM aidb_internal.delete_model(model_name) m;
    END;
END $switch$;
