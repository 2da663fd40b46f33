-- What the workers of the clusters tell of themselves: folds of the topic of heartbeats and inventories.

CREATE TABLE hm.cluster_report (
    cluster_id        text        COLLATE "C" NOT NULL,
    project           text        NOT NULL,
    worker_id         text        NOT NULL,
    worker_version    text        NOT NULL,
    state             text        NOT NULL,
    state_detail      text,
    state_since       timestamptz,
    aidb_version      text,
    aidb_capabilities text,
    positions         jsonb       NOT NULL,
    last_progress_at  timestamptz,
    owned_models      int         NOT NULL,
    parked_services   int         NOT NULL,
    drifted_models    int,
    removal_stop      jsonb,
    reported_at       timestamptz NOT NULL,
    received_at       timestamptz NOT NULL,
    CONSTRAINT cluster_report_pkey PRIMARY KEY (cluster_id)
);
COMMENT ON TABLE hm.cluster_report IS 'The last heartbeat of each cluster.';
COMMENT ON COLUMN hm.cluster_report.reported_at IS 'By the clock of the worker.';
COMMENT ON COLUMN hm.cluster_report.received_at IS 'By the clock of Hybrid Manager.';

CREATE TABLE hm.cluster_inventory (
    cluster_id text        COLLATE "C" NOT NULL,
    digest     text        NOT NULL,
    taken_at   timestamptz NOT NULL,
    CONSTRAINT cluster_inventory_pkey PRIMARY KEY (cluster_id)
);
COMMENT ON TABLE hm.cluster_inventory IS 'When the models of each cluster were taken last.';

CREATE TABLE hm.cluster_model (
    cluster_id        text        COLLATE "C" NOT NULL,
    name              text        COLLATE "C" NOT NULL,
    provider          text        NOT NULL,
    functions         text[]      NOT NULL,
    origin            text        NOT NULL,
    service           text,
    upstream_model    text,
    health            text        NOT NULL,
    health_checked_at timestamptz,
    used_by           jsonb       NOT NULL,
    CONSTRAINT cluster_model_pkey PRIMARY KEY (cluster_id, name),
    CONSTRAINT cluster_model_of_inventory FOREIGN KEY (cluster_id)
        REFERENCES hm.cluster_inventory (cluster_id) ON DELETE CASCADE
);
CREATE INDEX cluster_model_service ON hm.cluster_model (service) WHERE service IS NOT NULL;
COMMENT ON TABLE hm.cluster_model IS 'The models of each cluster''s registry, whoever made them.';
COMMENT ON COLUMN hm.cluster_model.used_by IS 'What names the model: [{"kind", "name"}].';
