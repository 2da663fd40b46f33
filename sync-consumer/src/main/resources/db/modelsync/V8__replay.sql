-- Replays: services brought to their newest change on the topic, by a plan that a person has seen first.

create table modelsync.replay (
    id          text        primary key,
    name        text        not null,
    state       text        not null check (state in ('PLANNING', 'PLANNED', 'CHECKING', 'NEEDS_APPROVAL', 'RUNNING',
                                                      'DONE', 'CANCELLED', 'STALE', 'FAILED')),
    reason      text,
    detail      text        not null,
    selection   jsonb       not null,
    plan        jsonb,
    approval_id text,
    command_id  text        not null,
    actor       text        not null,
    issued_at   timestamptz not null,
    created_at  timestamptz not null,
    reported_at timestamptz not null,
    ended_at    timestamptz,
    check ((state in ('STALE', 'FAILED')) = (reason is not null)),
    check ((state in ('DONE', 'CANCELLED', 'STALE', 'FAILED')) = (ended_at is not null))
);
create index replay_open on modelsync.replay (created_at) where ended_at is null;
comment on table modelsync.replay is 'Replays that were ordered from Hybrid Manager, and how each stands. One that is open goes on by itself after a restart.';
comment on column modelsync.replay.selection is 'Which services it is about: patterns of names, times and offsets of records.';
comment on column modelsync.replay.plan is 'What it was planned with: where the topic ended, when, until when it may be run, and how many models it is about.';
comment on column modelsync.replay.approval_id is 'Of the removals that wait for an approval, as in modelsync.removal_stop.';
comment on column modelsync.replay.command_id is 'The command that brought the replay into its state, given by the actor.';

create table modelsync.replay_service (
    replay_id     text        not null references modelsync.replay on delete cascade,
    number        int         not null,
    project       text        not null,
    name          text        not null,
    kind          text        not null check (kind in ('DECLARED', 'WITHDRAWN', 'PURGED', 'UNREADABLE')),
    uid           text        not null,
    revision      bigint      not null,
    event_id      text        not null,
    changed_at    timestamptz,
    declared      jsonb,
    endpoint      jsonb,
    topic         text        not null,
    partition     int         not null,
    record_offset bigint      not null,
    batch         int,
    waiting       boolean     not null,
    mark          text        not null,
    left_because  text,
    models        jsonb       not null,
    result        text,
    created       int         not null default 0,
    edited        int         not null default 0,
    removed       int         not null default 0,
    primary key (replay_id, number)
);
create index replay_service_to_do on modelsync.replay_service (replay_id, batch) where batch is not null and result is null;
comment on table modelsync.replay_service is 'The plan of each replay, service by service, in the order in which they are gone through.';
comment on column modelsync.replay_service.batch is 'The transaction that changes it; null where nothing is to be changed.';
comment on column modelsync.replay_service.waiting is 'Decided at the end of its batch, because another service gives up a name that it waits for.';
comment on column modelsync.replay_service.mark is 'One-way mark of what is planned. Nothing else is done: where something else would be, the service is left alone.';
comment on column modelsync.replay_service.models is 'What is planned for each model: [{"name", "action", "reason"}].';
comment on column modelsync.replay_service.result is 'What became of it, as in modelsync.status; OVERTAKEN where it was no longer as planned. Null before its turn.';

create view modelsync.replay_plan as
select r.name as replay,
       r.state,
       s.project || '/' || s.name as service,
       s.revision,
       m.name as model,
       m.action,
       m.reason,
       s.result,
       s.topic || '-' || s.partition || '@' || s.record_offset as record
from modelsync.replay r
join modelsync.replay_service s on s.replay_id = r.id
cross join lateral jsonb_to_recordset(s.models) as m (name text, action text, reason text)
order by r.created_at, s.number;
comment on view modelsync.replay_plan is 'For a person: what each replay does to each model, why, and what became of its service.';

comment on column modelsync.removal_stop.origin is 'RECORDS: changes as they came. JOURNAL: changes decided again. REBUILD: services that the topic no longer names. REPLAY: a replay as a whole.';
