-- Whether the endpoint of a live service answers, as the latest probe found. A table of its own: what it
-- says changes no revision, and is no event.
CREATE TABLE hm.endpoint_status (
    service_uid uuid        NOT NULL,
    revision    bigint      NOT NULL,
    state       text        NOT NULL DEFAULT 'PENDING',
    cause       text,
    seen        text,
    unlisted    jsonb,
    checked_at  timestamptz,
    since       timestamptz NOT NULL,
    failures    int         NOT NULL DEFAULT 0,
    ticket      bigint      NOT NULL DEFAULT 0,
    next_due    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT endpoint_status_pkey PRIMARY KEY (service_uid),
    CONSTRAINT endpoint_status_state_known CHECK (state IN ('READY', 'FAILED', 'PENDING', 'UNKNOWN'))
);

CREATE INDEX endpoint_status_due ON hm.endpoint_status (next_due);

COMMENT ON COLUMN hm.endpoint_status.revision IS 'Revision of the service that brought what is probed';
COMMENT ON COLUMN hm.endpoint_status.seen IS 'In words of our own: nothing of a provider''s answer is kept';
COMMENT ON COLUMN hm.endpoint_status.unlisted IS 'Upstream models that the provider did not list; null when it told no list';
COMMENT ON COLUMN hm.endpoint_status.failures IS 'Failures in a row that may pass; the first one changes no state';
COMMENT ON COLUMN hm.endpoint_status.ticket IS 'Grows with each probe and each edit of what is probed: an answer with an older one is too late';
COMMENT ON COLUMN hm.endpoint_status.next_due IS 'When the next probe is due; while one is under way, when another instance may take over';

-- By trigger, as the names are: rows that are written by hand count too.
CREATE FUNCTION hm.keep_endpoint_status() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    IF NEW.state <> 'REGISTERED' THEN
        DELETE FROM hm.endpoint_status WHERE service_uid = NEW.uid;
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.provider, NEW.endpoint_url, NEW.api_protocol_version, NEW.allow_insecure, NEW.credential_ref, NEW.credential_version)
           IS NOT DISTINCT FROM
           (OLD.provider, OLD.endpoint_url, OLD.api_protocol_version, OLD.allow_insecure, OLD.credential_ref, OLD.credential_version) THEN
            -- Still the same endpoint; but whether the provider lists other models is not known yet.
            UPDATE hm.endpoint_status SET next_due = clock_timestamp()
            WHERE service_uid = NEW.uid AND NEW.models IS DISTINCT FROM OLD.models;
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO hm.endpoint_status AS known (service_uid, revision, since)
    VALUES (NEW.uid, NEW.revision, NEW.changed_at)
    ON CONFLICT (service_uid) DO UPDATE
    SET revision = excluded.revision, state = 'PENDING', cause = NULL, seen = NULL, unlisted = NULL, checked_at = NULL,
        since = excluded.since, failures = 0, ticket = known.ticket + 1, next_due = excluded.next_due;
    RETURN NULL;
END
$$;

CREATE TRIGGER endpoint_status AFTER INSERT OR UPDATE ON hm.inference_service
    FOR EACH ROW EXECUTE FUNCTION hm.keep_endpoint_status();

-- Spread, so that an upgrade does not ask every provider at the same moment.
INSERT INTO hm.endpoint_status (service_uid, revision, since, next_due)
SELECT uid, revision, changed_at, clock_timestamp() + random() * interval '5 minutes'
FROM hm.inference_service WHERE state = 'REGISTERED';

-- Since when a cluster is in the state that its latest outcome shows: a rebuild says the same again, later.
CREATE FUNCTION hm.outcome_state(result text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN result IN ('PARKED', 'SKIPPED') THEN result ELSE 'SYNCED' END;

ALTER TABLE hm.service_outcome ADD COLUMN since timestamptz;
UPDATE hm.service_outcome SET since = applied_at;
ALTER TABLE hm.service_outcome ALTER COLUMN since SET NOT NULL;
