-- The activity log: a fold of the topics, and of nothing else. Rebuilt by POST /api/v1/activity/rebuild.

-- One order for all that arrives, so that a live reader can go on where it was. No part of what is derived.
CREATE SEQUENCE hm.activity_seq;

CREATE TABLE hm.activity (
    event_id     text        COLLATE "C" NOT NULL,
    origin       text        NOT NULL,
    at           timestamptz NOT NULL,
    type         text        NOT NULL,
    actor        text        COLLATE "C" NOT NULL,
    reason       text,
    project      text        COLLATE "C",
    service_name text        COLLATE "C",
    service_uid  text,
    revision     bigint,
    cluster_id   text        COLLATE "C",
    before       jsonb       NOT NULL,
    after        jsonb       NOT NULL,
    seq          bigint      NOT NULL DEFAULT nextval('hm.activity_seq'),
    CONSTRAINT activity_pkey PRIMARY KEY (event_id),
    CONSTRAINT activity_seq_once UNIQUE (seq)
);
COMMENT ON COLUMN hm.activity.origin IS 'ANSWER: known only by the outcome of a command; the command itself replaces it.';

CREATE INDEX activity_newest ON hm.activity (at DESC, event_id DESC);
CREATE INDEX activity_service ON hm.activity (project, service_name, at DESC, event_id DESC);
CREATE INDEX activity_actor ON hm.activity (actor, at DESC, event_id DESC);

-- Every outcome; not bound to its entry, since the two arrive in any order.
CREATE TABLE hm.activity_outcome (
    cluster_id text        COLLATE "C" NOT NULL,
    outcome_id text        COLLATE "C" NOT NULL,
    event_id   text        COLLATE "C" NOT NULL,
    result     text        NOT NULL,
    reason     text,
    detail     text,
    models     jsonb       NOT NULL,
    changed_at timestamptz NOT NULL,
    applied_at timestamptz NOT NULL,
    seq        bigint      NOT NULL DEFAULT nextval('hm.activity_seq'),
    CONSTRAINT activity_outcome_pkey PRIMARY KEY (cluster_id, outcome_id),
    CONSTRAINT activity_outcome_seq_once UNIQUE (seq)
);

CREATE INDEX activity_outcome_event ON hm.activity_outcome (event_id, cluster_id, applied_at, outcome_id);

-- The outcome that stands for each change on each cluster: the latest, unless it only says that what had
-- been done before still is, as a rebuild of a cluster does long after.
CREATE VIEW hm.activity_standing AS
SELECT DISTINCT ON (event_id, cluster_id)
       event_id, cluster_id, outcome_id, result, reason, detail, models, changed_at, applied_at
FROM (SELECT o.*, lag(result) OVER (PARTITION BY event_id, cluster_id ORDER BY applied_at, outcome_id) AS previous
      FROM hm.activity_outcome o) told
WHERE result <> 'UNCHANGED' OR previous IS NULL OR previous NOT IN ('APPLIED', 'REMOVED', 'UNCHANGED')
ORDER BY event_id, cluster_id, applied_at DESC, outcome_id DESC;

-- How far each partition is folded; written with what was folded.
CREATE TABLE hm.activity_position (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    CONSTRAINT activity_position_pkey PRIMARY KEY (topic, partition)
);
