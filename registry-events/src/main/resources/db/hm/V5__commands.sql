-- Commands to workers, and what became of them: those given here, and those whose answers are on the topic of outcomes.
CREATE TABLE hm.worker_command (
    cluster_id    text        COLLATE "C" NOT NULL,
    command_id    text        COLLATE "C" NOT NULL,
    type          text        NOT NULL,
    project       text,
    service_name  text,
    revision      bigint,
    approval_id   text,
    actor         text        NOT NULL,
    reason        text,
    issued_at     timestamptz NOT NULL,
    expires_at    timestamptz,
    result        text,
    refusal       text,
    detail        text,
    decided_at    timestamptz,
    CONSTRAINT worker_command_pkey PRIMARY KEY (cluster_id, command_id)
);
COMMENT ON COLUMN hm.worker_command.expires_at IS 'Null for a command that was not given here.';
COMMENT ON COLUMN hm.worker_command.result IS 'Null until the worker has answered.';
