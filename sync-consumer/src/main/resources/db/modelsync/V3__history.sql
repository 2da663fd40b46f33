-- What was decided, change by change. The table service holds only the last decision of each service.

create table modelsync.decision (
    id            bigint      generated always as identity primary key,
    project       text        not null,
    service       text        not null,
    uid           text        not null,
    revision      bigint      not null,
    event_id      text        not null,
    result        text        not null check (result in ('APPLIED', 'REMOVED', 'UNCHANGED', 'SKIPPED', 'PARKED')),
    reason        text,
    detail        text,
    models        jsonb       not null,
    topic         text        not null,
    partition     int         not null,
    record_offset bigint      not null,
    changed_at    timestamptz not null,
    applied_at    timestamptz not null
);
create index decision_of_service on modelsync.decision (project, service, id);
create index decision_applied_at on modelsync.decision (applied_at);
comment on table modelsync.decision is 'Every decision about a change, written in the transaction that followed it. Kept for the configured time.';
comment on column modelsync.decision.models is 'What became of each model: [{"name", "action", "reason"}].';
comment on column modelsync.decision.record_offset is 'Offset of the record that carried the change.';
comment on column modelsync.decision.changed_at is 'When the change was made in Hybrid Manager.';
comment on column modelsync.decision.applied_at is 'When it was decided here.';

create view modelsync.history as
select d.id,
       d.project || '/' || d.service as service,
       d.result,
       d.reason,
       d.detail,
       d.models,
       d.revision,
       d.event_id,
       d.changed_at,
       d.applied_at,
       d.topic || '-' || d.partition || '@' || d.record_offset as record
from modelsync.decision d
order by d.id;
comment on view modelsync.history is 'For a person: every decision about a change, oldest first, with what became of each model, from which event, when.';
