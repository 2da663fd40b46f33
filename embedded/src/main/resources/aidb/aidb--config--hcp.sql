\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- Models that Hybrid Manager hosts ("HCP" models). A real AIDB asks a server for the list; here it is the table
-- aidb_stand_in.hcp_instance.

CREATE FUNCTION aidb.list_hcp_models()
RETURNS TABLE (name text, url text, model text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT i.name, i.url, i.model FROM aidb_stand_in.hcp_instance i;
END;

CREATE FUNCTION aidb.get_hcp_models()
RETURNS TABLE (name text, url text, model text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT l.name, l.url, l.model FROM aidb.list_hcp_models() l;
END;

-- ASSUMPTION: question 13. The function tag chooses the provider. Only two tags are published (12), so no other can be served.
CREATE FUNCTION aidb_internal.hcp_provider(functions text[])
RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE
    WHEN 'aidb-openai-text-embeddings' = ANY (functions) THEN 'openai_embeddings'
    WHEN 'aidb-openai-text-completion' = ANY (functions) THEN 'openai_completions'
END;

-- ASSUMPTION: question 14. The address is stored as listed; nothing is added to its path.
CREATE FUNCTION aidb_internal.store_hcp_model(name text, instance aidb_stand_in.hcp_instance)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM aidb_internal.check_model_name(name);
    PERFORM aidb_internal.store_model(
        name,
        aidb_internal.hcp_provider(instance.functions),
        jsonb_build_object('model', instance.model, 'url', instance.url, 'is_hcp_model', true));
END $$;

-- ASSUMPTION: questions 2 and 3. Returns the name; an instance that is not listed, or that no provider can serve, is an error.
CREATE FUNCTION aidb.create_hcp_model(name text, hcp_model_name text)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    instance aidb_stand_in.hcp_instance;
BEGIN
    SELECT i.* INTO instance FROM aidb_stand_in.hcp_instance i WHERE i.name = hcp_model_name;
    IF aidb_internal.hcp_provider(instance.functions) IS NULL THEN
        RAISE EXCEPTION 'Hybrid Manager lists no model "%" that AIDB can use', coalesce(hcp_model_name, '')
            USING ERRCODE = 'undefined_object';
    END IF;
    PERFORM aidb_internal.store_hcp_model(create_hcp_model.name, instance);
    RETURN create_hcp_model.name;
END $$;

CREATE FUNCTION aidb_internal.is_hcp_model(options text[])
RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(aidb_internal.config_of(options) -> 'is_hcp_model' = 'true', false);

-- Brings the models that carry is_hcp_model in line with the list. That flag alone decides: a model that somebody
-- else made with it goes as well when no listed instance has its name.
-- ASSUMPTION: question 13. "skipped" is a name that a model without the flag has, or functions that no
-- provider serves; a model is never changed in place; deleting here leaves the provider's credentials alone.
CREATE FUNCTION aidb.sync_hcp_models()
RETURNS TABLE (status text, model text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    instance aidb_stand_in.hcp_instance;
    present  boolean; -- NULL: no model of that name; else whether it carries the flag
BEGIN
    FOR instance IN SELECT i.* FROM aidb_stand_in.hcp_instance i ORDER BY i.name LOOP
        model   := instance.name;
        present := (SELECT aidb_internal.is_hcp_model(m.options) FROM aidb_internal.model_named(instance.name) m);
        status  := CASE WHEN present THEN 'unchanged'
                        WHEN NOT present OR aidb_internal.hcp_provider(instance.functions) IS NULL THEN 'skipped'
                        ELSE 'created' END;
        IF status = 'created' THEN
            PERFORM aidb_internal.store_hcp_model(instance.name, instance);
        END IF;
        RETURN NEXT;
    END LOOP;
    FOR model IN SELECT m.name::text FROM aidb_internal.model m
                 WHERE aidb_internal.is_hcp_model(m.options)
                   AND NOT EXISTS (SELECT FROM aidb_stand_in.hcp_instance i WHERE i.name = m.name::text)
                 ORDER BY m.name LOOP
        PERFORM aidb_internal.drop_model(model);
        status := 'deleted';
        RETURN NEXT;
    END LOOP;
END $$;
