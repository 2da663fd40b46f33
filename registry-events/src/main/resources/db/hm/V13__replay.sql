-- Replays: given here, planned and carried out by the worker of each cluster, told on the topic of outcomes.

CREATE TABLE hm.replay (
    name       text        COLLATE "C" NOT NULL,
    id         text        COLLATE "C" NOT NULL,
    services   text[]      NOT NULL,
    from_time  timestamptz,
    to_time    timestamptz,
    offsets    jsonb       NOT NULL,
    actor      text        NOT NULL,
    reason     text,
    created_at timestamptz NOT NULL,
    CONSTRAINT replay_pkey PRIMARY KEY (name),
    CONSTRAINT replay_id_once UNIQUE (id)
);
COMMENT ON COLUMN hm.replay.id IS 'By which it is known on the topics.';
COMMENT ON COLUMN hm.replay.services IS 'Names, in which * stands for any characters; empty for all.';

CREATE TABLE hm.replay_cluster (
    replay_id      text        COLLATE "C" NOT NULL,
    cluster_id     text        COLLATE "C" NOT NULL,
    plan_command   text        NOT NULL,
    run_command    text,
    cancel_command text,
    report         jsonb,
    state          text,
    reported_at    timestamptz,
    CONSTRAINT replay_cluster_pkey PRIMARY KEY (replay_id, cluster_id),
    CONSTRAINT replay_cluster_of FOREIGN KEY (replay_id) REFERENCES hm.replay (id)
);
COMMENT ON COLUMN hm.replay_cluster.report IS 'What the worker told last; null before it has told anything.';
COMMENT ON COLUMN hm.replay_cluster.run_command IS 'The last one; a run that is refused can be asked for again.';

CREATE TABLE hm.replay_service (
    replay_id    text    COLLATE "C" NOT NULL,
    cluster_id   text    COLLATE "C" NOT NULL,
    number       integer NOT NULL,
    part         integer NOT NULL,
    project      text    NOT NULL,
    service_name text    NOT NULL,
    revision     bigint  NOT NULL,
    event_id     text    NOT NULL,
    reason       text,
    models       jsonb   NOT NULL,
    CONSTRAINT replay_service_pkey PRIMARY KEY (replay_id, cluster_id, number),
    CONSTRAINT replay_service_of FOREIGN KEY (replay_id, cluster_id) REFERENCES hm.replay_cluster (replay_id, cluster_id)
);
COMMENT ON TABLE hm.replay_service IS 'The plans of replays, as far as their parts have arrived.';
