-- Versions of credentials that no row refers to any more. They stay in the secret store for as long as
-- deregistered rows stay, so that a database restored from a copy finds them, and are removed then.
CREATE TABLE hm.retired_secret (
    credential_ref     text        NOT NULL,
    credential_version int         NOT NULL,
    retired_at         timestamptz NOT NULL,
    CONSTRAINT retired_secret_pkey PRIMARY KEY (credential_ref, credential_version)
);

CREATE FUNCTION hm.retire_secret() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    -- What a purged row had was out of use since it was deregistered.
    INSERT INTO hm.retired_secret AS known (credential_ref, credential_version, retired_at)
    VALUES (OLD.credential_ref, OLD.credential_version,
            CASE TG_OP WHEN 'DELETE' THEN OLD.changed_at ELSE clock_timestamp() END)
    ON CONFLICT (credential_ref, credential_version) DO UPDATE
    SET retired_at = greatest(known.retired_at, excluded.retired_at);
    RETURN NULL;
END
$$;

CREATE TRIGGER retire_replaced_secret AFTER UPDATE ON hm.inference_service
    FOR EACH ROW
    WHEN (OLD.credential_ref IS NOT NULL
          AND (OLD.credential_ref, OLD.credential_version) IS DISTINCT FROM (NEW.credential_ref, NEW.credential_version))
    EXECUTE FUNCTION hm.retire_secret();

CREATE TRIGGER retire_purged_secret AFTER DELETE ON hm.inference_service
    FOR EACH ROW
    WHEN (OLD.credential_ref IS NOT NULL)
    EXECUTE FUNCTION hm.retire_secret();

-- The Kafka topic, by its id, that was last compared with the table: another id is another topic of the same name.
CREATE TABLE hm.compared_topic (
    topic       text        NOT NULL,
    topic_id    text        NOT NULL,
    compared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT compared_topic_pkey PRIMARY KEY (topic)
);
