-- Reading everything again, the brake on removals, drift, and commands from Hybrid Manager.

alter table modelsync.cursor
    add column mark bigint check (mark >= 0),
    add column complete_at timestamptz not null default now();
comment on column modelsync.cursor.mark is 'Where a rebuild has read this partition through. Null while there is no rebuild, or before a worker has looked where the partition ends.';
comment on column modelsync.cursor.complete_at is 'When a worker last saw that it had read the partition to its end. What is purged from the topic before that has been seen.';

alter table modelsync.service
    add column unconfirmed text check (unconfirmed in ('AGAIN', 'NEW_TOPIC'));
create index service_unconfirmed on modelsync.service (project, name) where unconfirmed is not null;
comment on column modelsync.service.unconfirmed is 'Set while a rebuild has not met the service on the topic yet: AGAIN on the topic that was read before, NEW_TOPIC on another one, whose revisions count even where they are lower.';

create table modelsync.rebuild (
    id       bigint      generated always as identity primary key,
    reason   text        not null,
    began_at timestamptz not null,
    ended_at timestamptz,
    gone     int
);
create unique index rebuild_open on modelsync.rebuild ((true)) where ended_at is null;
comment on table modelsync.rebuild is 'Each time that the service topic was read from its beginning, and why. When it has been read through, services that it no longer names are removed.';
comment on column modelsync.rebuild.gone is 'How many services the topic no longer named; null while it is read, and where another rebuild took its place.';

create table modelsync.removal_stop (
    id              text        primary key,
    origin          text        not null,
    models          text[]      not null,
    owned           int         not null,
    since           timestamptz not null,
    ended_at        timestamptz,
    approved_at     timestamptz,
    approved_by     text,
    approval_reason text
);
comment on table modelsync.removal_stop is 'Removals that were held back because they were very many. They wait for an approval by a command; or end by themselves when Hybrid Manager asks for something else.';
comment on column modelsync.removal_stop.origin is 'RECORDS: changes as they came. JOURNAL: changes decided again. REBUILD: services that the topic no longer names.';
comment on column modelsync.removal_stop.models is 'The models that would be removed. An approval covers these and no others.';
comment on column modelsync.removal_stop.owned is 'How many models modelsync answered for.';

create table modelsync.drift (
    registry_name text        primary key,
    kind          text        not null check (kind in ('MISSING', 'CHANGED', 'REPLACED', 'CREDENTIALS_LOST')),
    since         timestamptz not null
);
comment on table modelsync.drift is 'Models of modelsync that are not in the registry as they were made, by the last comparison.';
comment on column modelsync.drift.kind is 'MISSING: the registry has no such model. CHANGED: it has other settings. REPLACED: somebody made another model of that name. CREDENTIALS_LOST: the provider no longer has the credentials that modelsync stored.';
comment on column modelsync.drift.since is 'When a comparison found it first.';

create table modelsync.pause (
    command_id text        primary key,
    paused_by  text        not null,
    reason     text,
    since      timestamptz not null
);
create unique index pause_single on modelsync.pause ((true));
comment on table modelsync.pause is 'Holds a row while modelsync is paused by a command from Hybrid Manager. A DBA uses modelsync.local_switch instead.';

create table modelsync.command (
    command_id text        primary key,
    type       text        not null,
    actor      text        not null,
    reason     text,
    result     text        not null check (result in ('DONE', 'REFUSED')),
    refusal    text,
    detail     text        not null,
    issued_at  timestamptz not null,
    decided_at timestamptz not null,
    check ((result = 'REFUSED') = (refusal is not null))
);
create index command_decided_at on modelsync.command (decided_at);
comment on table modelsync.command is 'Commands from Hybrid Manager and what became of each. A command that is delivered again is recognised here.';
