-- Of which replay an outcome came. Outcomes from before get theirs when the log is derived anew.
ALTER TABLE hm.activity_outcome ADD COLUMN replay_id text COLLATE "C";
COMMENT ON COLUMN hm.activity_outcome.replay_id IS 'The replay that decided the change anew; null where it was decided in its turn.';

CREATE INDEX activity_outcome_replay ON hm.activity_outcome (replay_id) WHERE replay_id IS NOT NULL;
CREATE INDEX activity_replay ON hm.activity ((after #>> '{replay,id}')) WHERE after #>> '{replay,id}' IS NOT NULL;

DROP VIEW hm.activity_standing;
DROP FUNCTION hm.activity_standing_at(timestamptz);

CREATE FUNCTION hm.activity_standing_at(moment timestamptz)
    RETURNS TABLE (event_id text, cluster_id text, outcome_id text, result text, reason text, detail text, models jsonb,
                   changed_at timestamptz, applied_at timestamptz, replay_id text)
    LANGUAGE sql STABLE AS
$$
    SELECT DISTINCT ON (told.event_id, told.cluster_id)
           told.event_id, told.cluster_id, told.outcome_id, told.result, told.reason, told.detail, told.models,
           told.changed_at, told.applied_at, told.replay_id
    FROM (SELECT o.*, lag(o.result) OVER (PARTITION BY o.event_id, o.cluster_id ORDER BY o.applied_at, o.outcome_id) AS previous
          FROM hm.activity_outcome o WHERE o.applied_at <= moment) told
    WHERE told.result <> 'UNCHANGED' OR told.previous IS NULL OR told.previous NOT IN ('APPLIED', 'REMOVED', 'UNCHANGED')
    ORDER BY told.event_id, told.cluster_id, told.applied_at DESC, told.outcome_id DESC
$$;

CREATE VIEW hm.activity_standing AS
SELECT event_id COLLATE "C" AS event_id, cluster_id COLLATE "C" AS cluster_id, outcome_id COLLATE "C" AS outcome_id,
       result, reason, detail, models, changed_at, applied_at, replay_id
FROM hm.activity_standing_at('infinity');
