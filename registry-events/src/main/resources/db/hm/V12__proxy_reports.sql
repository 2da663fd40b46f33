-- Which credential each service has by its topic, and what each inference proxy serves: so it is known which proxies
-- have taken over a rotation.

CREATE TABLE hm.announced_credential (
    service_key        text        COLLATE "C" NOT NULL,
    uid                text        NOT NULL,
    credential_ref     text,
    credential_version int         NOT NULL,
    revision           bigint      NOT NULL,
    topic_partition    int         NOT NULL,
    topic_offset       bigint      NOT NULL,
    announced_at       timestamptz NOT NULL,
    CONSTRAINT announced_credential_pkey PRIMARY KEY (service_key)
);
COMMENT ON TABLE hm.announced_credential IS 'A fold of the service topic: the credential of each service, and the event that announced it.';
COMMENT ON COLUMN hm.announced_credential.service_key IS 'The key of the events, project/name.';
COMMENT ON COLUMN hm.announced_credential.credential_ref IS 'Null without a credential.';
COMMENT ON COLUMN hm.announced_credential.revision IS 'Of the event that announced this credential, not of later ones that kept it.';

CREATE TABLE hm.proxy_report (
    proxy_id         text        COLLATE "C" NOT NULL,
    positions        jsonb       NOT NULL,
    waiting          jsonb       NOT NULL,
    waiting_services int         NOT NULL,
    reported_at      timestamptz NOT NULL,
    received_at      timestamptz NOT NULL,
    CONSTRAINT proxy_report_pkey PRIMARY KEY (proxy_id)
);
COMMENT ON TABLE hm.proxy_report IS 'The last heartbeat of each inference proxy.';
COMMENT ON COLUMN hm.proxy_report.positions IS 'The first offset of the service topic that is not in force, by partition.';
COMMENT ON COLUMN hm.proxy_report.waiting IS 'Services whose newest event is not in force: [{"project", "service", "servedVersion", "reason"}].';
COMMENT ON COLUMN hm.proxy_report.waiting_services IS 'How many wait; of very many not all are listed.';
COMMENT ON COLUMN hm.proxy_report.reported_at IS 'By the clock of the proxy.';
COMMENT ON COLUMN hm.proxy_report.received_at IS 'By the clock of Hybrid Manager.';

-- A replaced credential stays until the proxies serve the one that the service has now.
ALTER TABLE hm.retired_secret
    ADD COLUMN project text,
    ADD COLUMN name    text;
COMMENT ON COLUMN hm.retired_secret.project IS 'Of the service that had it; null for those retired before this was noted.';

CREATE OR REPLACE FUNCTION hm.retire_secret() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    -- What a purged row had was out of use since it was deregistered.
    INSERT INTO hm.retired_secret AS known (credential_ref, credential_version, retired_at, project, name)
    VALUES (OLD.credential_ref, OLD.credential_version,
            CASE TG_OP WHEN 'DELETE' THEN OLD.changed_at ELSE clock_timestamp() END, OLD.project, OLD.name)
    ON CONFLICT (credential_ref, credential_version) DO UPDATE
    SET retired_at = greatest(known.retired_at, excluded.retired_at), project = excluded.project, name = excluded.name;
    RETURN NULL;
END
$$;
