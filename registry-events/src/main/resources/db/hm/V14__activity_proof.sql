-- Tamper evidence of the activity log. A stream is a partition of a topic, from its creation on; its links stand for what its records
-- say, in their order, each only once.
CREATE TABLE hm.activity_link (
    stream        text        COLLATE "C" NOT NULL,
    number        bigint      NOT NULL,
    record_offset bigint      NOT NULL,
    kind          text        COLLATE "C" NOT NULL,
    cluster_id    text        COLLATE "C" NOT NULL,
    fact_id       text        COLLATE "C" NOT NULL,
    at            timestamptz NOT NULL,
    content       text        NOT NULL,
    hash          text        NOT NULL,
    CONSTRAINT activity_link_pkey PRIMARY KEY (stream, number),
    CONSTRAINT activity_link_once UNIQUE (stream, kind, cluster_id, fact_id)
);
COMMENT ON COLUMN hm.activity_link.cluster_id IS 'Of an outcome, whose id is unique on its cluster only; else empty.';
COMMENT ON COLUMN hm.activity_link.content IS 'SHA-256 of the fact in its canonical form.';

CREATE INDEX activity_link_fact ON hm.activity_link (fact_id, kind, cluster_id);

-- What was signed, as it was signed.
CREATE TABLE hm.activity_checkpoint (
    number    bigint  NOT NULL,
    statement text    NOT NULL,
    key_id    text    NOT NULL,
    signature text    NOT NULL,
    published boolean NOT NULL DEFAULT false,
    CONSTRAINT activity_checkpoint_pkey PRIMARY KEY (number)
);
CREATE INDEX activity_checkpoint_pending ON hm.activity_checkpoint (number) WHERE NOT published;

-- Public keys that checkpoints were signed with.
CREATE TABLE hm.activity_signing_key (
    key_id     text        NOT NULL,
    public_key text        NOT NULL,
    since      timestamptz NOT NULL,
    CONSTRAINT activity_signing_key_pkey PRIMARY KEY (key_id)
);
