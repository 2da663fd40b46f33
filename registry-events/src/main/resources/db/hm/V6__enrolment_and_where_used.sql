-- Clusters are captured as services are: who changed them is in the row, and the revision follows the commits.
ALTER TABLE hm.cluster
    ADD COLUMN changed_by    text NOT NULL DEFAULT session_user CONSTRAINT cluster_actor_given CHECK (changed_by <> ''),
    ADD COLUMN change_reason text,
    ADD COLUMN changed_at    timestamptz NOT NULL DEFAULT clock_timestamp();

CREATE FUNCTION hm.stamp_cluster() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id IS DISTINCT FROM OLD.id THEN
        RAISE EXCEPTION 'cluster %: its id never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cluster_identity_fixed';
    END IF;
    -- Held until the end of the transaction: for one cluster, revision order is commit order.
    PERFORM pg_advisory_xact_lock(hashtextextended('cluster ' || NEW.id, 0));
    NEW.revision := nextval('hm.revision');
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END
$$;

CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON hm.cluster
    FOR EACH ROW EXECUTE FUNCTION hm.stamp_cluster();

-- What a change did follows from the state before it.
ALTER TABLE hm.cluster REPLICA IDENTITY FULL;

ALTER PUBLICATION modelsync ADD TABLE hm.cluster;

ALTER TABLE hm.inference_service ADD COLUMN forced boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hm.inference_service.forced IS
    'Whether the last change was made although models that it took away were in use on clusters.';
