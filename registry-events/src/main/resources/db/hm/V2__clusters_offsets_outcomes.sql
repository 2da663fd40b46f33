CREATE TABLE hm.cluster (
    id           text        COLLATE "C" NOT NULL,
    project      text        COLLATE "C" NOT NULL,
    location     text        NOT NULL,
    token_sha256 text        NOT NULL,
    labels       jsonb       NOT NULL DEFAULT '{}',
    enrolled_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at   timestamptz,
    revision     bigint      NOT NULL DEFAULT nextval('hm.revision'),
    CONSTRAINT cluster_pkey PRIMARY KEY (id),
    CONSTRAINT cluster_id_is_dns_name CHECK (hm.is_dns_name(id)),
    CONSTRAINT cluster_project_is_dns_name CHECK (hm.is_dns_name(project)),
    CONSTRAINT cluster_location_known CHECK (location IN ('PRIMARY', 'SECONDARY', 'SELF_MANAGED')),
    CONSTRAINT cluster_token_is_sha256 CHECK (token_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT cluster_labels_readable CHECK (hm.labels_are_readable(labels))
);

-- How far the log has been captured: the engine's own key and value, which are JSON texts.
CREATE TABLE hm.capture_offset (
    engine_key text        NOT NULL,
    position   text        NOT NULL,
    stored_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT capture_offset_pkey PRIMARY KEY (engine_key)
);

-- The latest outcome of each service on each cluster; rebuilt from its topic at any time.
CREATE TABLE hm.service_outcome (
    cluster_id  text        COLLATE "C" NOT NULL,
    project     text        COLLATE "C" NOT NULL,
    name        text        COLLATE "C" NOT NULL,
    service_uid text        NOT NULL,
    revision    bigint      NOT NULL,
    outcome_id  text        NOT NULL,
    event_id    text        NOT NULL,
    result      text        NOT NULL,
    reason      text,
    detail      text,
    changed_at  timestamptz NOT NULL,
    applied_at  timestamptz NOT NULL,
    CONSTRAINT service_outcome_pkey PRIMARY KEY (cluster_id, project, name)
);

CREATE INDEX service_outcome_service ON hm.service_outcome (project, name);
