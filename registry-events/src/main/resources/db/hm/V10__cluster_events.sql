-- What the database accepts, the capture can read; and whoever listens learns that a cluster is revoked before its
-- row goes.
ALTER TABLE hm.cluster
    ADD CONSTRAINT cluster_times_readable CHECK (
        enrolled_at BETWEEN '0001-01-01 00:00:00Z' AND '9999-12-31 00:00:00Z'
        AND (revoked_at IS NULL OR revoked_at BETWEEN '0001-01-01 00:00:00Z' AND '9999-12-31 00:00:00Z'));

CREATE FUNCTION hm.refuse_delete_of_enrolled_cluster() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    IF OLD.revoked_at IS NULL THEN
        RAISE EXCEPTION 'cluster % is enrolled: set revoked_at before deleting the row', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cluster_delete_revoked_only';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER refuse_delete_of_enrolled BEFORE DELETE ON hm.cluster
    FOR EACH ROW EXECUTE FUNCTION hm.refuse_delete_of_enrolled_cluster();

CREATE OR REPLACE FUNCTION hm.refuse_truncate() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    RAISE EXCEPTION 'table hm.% cannot be truncated: deregister or revoke its rows, then delete them', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_no_truncate';
END
$$;

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON hm.cluster
    FOR EACH STATEMENT EXECUTE FUNCTION hm.refuse_truncate();
