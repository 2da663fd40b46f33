-- Registrations of external inference services. One row is one registration over its whole life, so
-- that one change of a row is one event.

CREATE SEQUENCE hm.revision;

-- The checks below keep a row that was written by hand from stopping the capture: whatever the
-- database accepts, the capture can read.

CREATE FUNCTION hm.models_are_readable(models jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN jsonb_typeof(models) IS DISTINCT FROM 'array' THEN false
        ELSE NOT EXISTS (
                SELECT FROM jsonb_array_elements(models) AS model
                WHERE octet_length(model ->> 'registryName') > 63
                   OR EXISTS (
                        SELECT
                        FROM unnest(ARRAY['registryName', 'upstreamModel', 'function', 'aidbProvider', 'requestPath']) AS field
                        WHERE jsonb_typeof(model -> field) IS DISTINCT FROM 'string' OR model ->> field = ''))
            AND (SELECT count(*) = count(DISTINCT model ->> 'registryName') FROM jsonb_array_elements(models) AS model)
        END;

CREATE FUNCTION hm.labels_are_readable(labels jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN jsonb_typeof(labels) IS DISTINCT FROM 'object' THEN false
        ELSE NOT EXISTS (
            SELECT FROM jsonb_each(labels) AS label WHERE jsonb_typeof(label.value) <> 'string')
        END;

CREATE FUNCTION hm.is_dns_name(name text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN octet_length(name) <= 63
        AND name ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$';

CREATE TABLE hm.inference_service (
    uid                  uuid        NOT NULL DEFAULT gen_random_uuid(),
    project              text        COLLATE "C" NOT NULL,
    name                 text        COLLATE "C" NOT NULL,
    provider             text        NOT NULL,
    endpoint_url         text        NOT NULL,
    api_protocol_version text        NOT NULL,
    allow_insecure       boolean     NOT NULL DEFAULT false,
    models               jsonb       NOT NULL DEFAULT '[]',
    labels               jsonb       NOT NULL DEFAULT '{}',
    credential_ref       text,
    credential_version   int         NOT NULL DEFAULT 0,
    state                text        NOT NULL DEFAULT 'REGISTERED',
    revision             bigint      NOT NULL,
    changed_by           text        NOT NULL DEFAULT session_user,
    change_reason        text,
    changed_at           timestamptz NOT NULL,
    CONSTRAINT inference_service_pkey PRIMARY KEY (uid),
    CONSTRAINT inference_service_project_is_dns_name CHECK (hm.is_dns_name(project)),
    CONSTRAINT inference_service_name_is_dns_name CHECK (hm.is_dns_name(name)),
    CONSTRAINT inference_service_provider_given CHECK (provider <> ''),
    CONSTRAINT inference_service_endpoint_given CHECK (endpoint_url <> ''),
    CONSTRAINT inference_service_protocol_given CHECK (api_protocol_version <> ''),
    CONSTRAINT inference_service_models_readable CHECK (hm.models_are_readable(models)),
    CONSTRAINT inference_service_labels_readable CHECK (hm.labels_are_readable(labels)),
    CONSTRAINT inference_service_credential_whole CHECK (
        (credential_ref IS NULL AND credential_version = 0) OR (credential_ref ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,99}$' AND credential_version > 0)),
    CONSTRAINT inference_service_state_known CHECK (state IN ('REGISTERED', 'DEREGISTERED')),
    CONSTRAINT inference_service_actor_given CHECK (changed_by <> '')
);

-- The state before a change, and all that a purge removes, must be in the log.
ALTER TABLE hm.inference_service REPLICA IDENTITY FULL;

CREATE UNIQUE INDEX inference_service_live_name ON hm.inference_service (project, name) WHERE state = 'REGISTERED';

-- Names that the live services of a project have taken in the registries; kept by trigger only.
CREATE TABLE hm.registry_name (
    project       text COLLATE "C" NOT NULL,
    registry_name text COLLATE "C" NOT NULL,
    service_uid   uuid NOT NULL,
    CONSTRAINT registry_name_taken PRIMARY KEY (project, registry_name)
);

CREATE INDEX registry_name_service ON hm.registry_name (service_uid);

CREATE FUNCTION hm.stamp_inference_service() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.state <> 'REGISTERED' THEN
        RAISE EXCEPTION 'registration %/%: a new row is REGISTERED, found %', NEW.project, NEW.name, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'inference_service_starts_registered';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.uid, NEW.project, NEW.name) IS DISTINCT FROM (OLD.uid, OLD.project, OLD.name) THEN
        RAISE EXCEPTION 'registration %/%: uid, project and name never change', OLD.project, OLD.name
            USING ERRCODE = 'check_violation', CONSTRAINT = 'inference_service_identity_fixed';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'DEREGISTERED' AND NEW.state <> 'DEREGISTERED' THEN
        RAISE EXCEPTION 'registration %/%: it is deregistered for good; register the name anew with another row', OLD.project, OLD.name
            USING ERRCODE = 'check_violation', CONSTRAINT = 'inference_service_stays_deregistered';
    END IF;
    -- Held until the end of the transaction, so that the next revision of this key is taken only
    -- after this one is committed: for one key, revision order is commit order.
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.project || '/' || NEW.name, 0));
    NEW.revision := nextval('hm.revision');
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END
$$;

CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON hm.inference_service
    FOR EACH ROW EXECUTE FUNCTION hm.stamp_inference_service();

CREATE FUNCTION hm.keep_registry_names() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM hm.registry_name AS taken
        WHERE taken.service_uid = NEW.uid
          AND (NEW.state <> 'REGISTERED'
               OR taken.registry_name NOT IN (
                   SELECT model ->> 'registryName' FROM jsonb_array_elements(NEW.models) AS model));
    END IF;
    IF NEW.state = 'REGISTERED' THEN
        -- In order, so that two services which want the same names cannot deadlock.
        INSERT INTO hm.registry_name (project, registry_name, service_uid)
        SELECT NEW.project, model ->> 'registryName', NEW.uid
        FROM jsonb_array_elements(NEW.models) AS model
        WHERE NOT EXISTS (
            SELECT FROM hm.registry_name AS own
            WHERE own.service_uid = NEW.uid AND own.registry_name = model ->> 'registryName')
        ORDER BY model ->> 'registryName' COLLATE "C";
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER registry_names AFTER INSERT OR UPDATE ON hm.inference_service
    FOR EACH ROW EXECUTE FUNCTION hm.keep_registry_names();

CREATE FUNCTION hm.refuse_delete_of_live_service() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    IF OLD.state = 'REGISTERED' THEN
        RAISE EXCEPTION 'registration %/% is live: set its state to DEREGISTERED before deleting the row', OLD.project, OLD.name
            USING ERRCODE = 'check_violation', CONSTRAINT = 'inference_service_delete_deregistered_only';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER refuse_delete_of_live BEFORE DELETE ON hm.inference_service
    FOR EACH ROW EXECUTE FUNCTION hm.refuse_delete_of_live_service();

CREATE FUNCTION hm.refuse_truncate() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    RAISE EXCEPTION 'table hm.inference_service cannot be truncated: deregister its rows, then delete them'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'inference_service_no_truncate';
END
$$;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON hm.inference_service
    FOR EACH STATEMENT EXECUTE FUNCTION hm.refuse_truncate();

CREATE PUBLICATION modelsync FOR TABLE hm.inference_service WITH (publish = 'insert, update, delete');
