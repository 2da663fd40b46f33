-- First answers to registrations that came with a key, for those who ask again.
CREATE TABLE hm.idempotency_key (
    project     text        COLLATE "C" NOT NULL,
    key         text        COLLATE "C" NOT NULL,
    salt        text        NOT NULL,
    body_sha256 text        NOT NULL,
    answer      jsonb       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT idempotency_key_pkey PRIMARY KEY (project, key)
);
CREATE INDEX idempotency_key_age ON hm.idempotency_key (created_at);
COMMENT ON COLUMN hm.idempotency_key.body_sha256 IS 'Of salt and body. The body itself holds credentials and is kept nowhere.';
