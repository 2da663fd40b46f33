-- The journal of modelsync: what one sync worker did to the AIDB registry of this database, and how far
-- it has read. It is written in the same transactions as the registry, so a copy of the database is
-- always consistent with itself. Nothing here is secret.

create table modelsync.cursor (
    topic       text        not null,
    partition   int         not null,
    topic_id    text        not null,
    next_offset bigint      not null check (next_offset >= 0),
    profile     text        not null,
    updated_at  timestamptz not null,
    primary key (topic, partition)
);
comment on table modelsync.cursor is 'How far the service topic is applied to this registry. The worker moves it with the models, in one transaction.';
comment on column modelsync.cursor.topic_id is 'Kafka''s id of the topic. A topic created again has another one, and is read from its beginning.';
comment on column modelsync.cursor.next_offset is 'The first record that is not applied yet.';
comment on column modelsync.cursor.profile is 'Fingerprint of the cluster''s configuration. When it changes, the topic is read again and every service is planned again.';

create table modelsync.service (
    project       text        not null,
    name          text        not null,
    uid           text        not null,
    revision      bigint      not null check (revision >= 0),
    event_id      text        not null,
    state         text        not null check (state in ('APPLIED', 'REMOVED', 'SKIPPED', 'PARKED')),
    reason        text,
    detail        text,
    declared      jsonb,
    left_out      text[]      not null default '{}',
    topic         text        not null,
    partition     int         not null,
    record_offset bigint      not null,
    event         bytea,
    profile       text        not null,
    changed_at    timestamptz not null,
    applied_at    timestamptz not null,
    primary key (project, name),
    check ((state in ('SKIPPED', 'PARKED')) = (reason is not null))
);
create index service_left_out on modelsync.service using gin (left_out) where left_out <> '{}';
create index service_parked on modelsync.service (applied_at) where state = 'PARKED';
comment on table modelsync.service is 'Each service of Hybrid Manager that this cluster has heard of, and what became of its last change.';
comment on column modelsync.service.uid is 'Incarnation of the service; empty when only unreadable records were seen.';
comment on column modelsync.service.revision is 'Revision of the last change decided. Older changes are ignored.';
comment on column modelsync.service.state is 'APPLIED: the registry holds what Hybrid Manager asks for. REMOVED: the service is deregistered and its models are gone. SKIPPED: some models are left out on purpose. PARKED: the last change failed and waits for a cure.';
comment on column modelsync.service.reason is 'Why SKIPPED or PARKED, by a name of a closed set.';
comment on column modelsync.service.declared is 'The models that the last change asks for; null after a deregistration.';
comment on column modelsync.service.left_out is 'Names that the service wants and somebody else has. It gets them when another service gives them up.';
comment on column modelsync.service.record_offset is 'Offset of the record that carried the change.';
comment on column modelsync.service.event is 'The record itself, when it could not be read.';
comment on column modelsync.service.changed_at is 'When the change was made in Hybrid Manager.';
comment on column modelsync.service.applied_at is 'When it was decided here.';

create table modelsync.model (
    registry_name  text        primary key,
    project        text        not null,
    service        text        not null,
    provider       text        not null,
    upstream_model text        not null,
    url            text        not null,
    created_at     timestamptz not null
);
create index model_of_service on modelsync.model (project, service);
create index model_of_provider on modelsync.model (provider);
comment on table modelsync.model is 'The models of aidb.models that modelsync made and may change or delete. It touches no other.';
comment on column modelsync.model.url is 'Where AIDB calls the model: the proxy of Hybrid Manager.';

create table modelsync.credential (
    provider          text        primary key,
    umid              bigint      not null,
    token_fingerprint text        not null,
    stored_at         timestamptz not null
);
comment on table modelsync.credential is 'The provider credentials (PUBLIC user mappings) that modelsync stored. They hold the cluster''s access token for the proxy.';
comment on column modelsync.credential.umid is 'Id of the user mapping. When the provider''s has another one, somebody else made it, and modelsync leaves it alone.';
comment on column modelsync.credential.token_fingerprint is 'One-way mark of the token, to see when it was replaced. Not the token.';

create table modelsync.outbox (
    id         bigint      generated always as identity primary key,
    payload    bytea       not null,
    created_at timestamptz not null
);
comment on table modelsync.outbox is 'Outcomes on their way to Kafka. Empty but for moments, unless Kafka cannot be reached.';

create view modelsync.status as
select s.project || '/' || s.name as service,
       s.state,
       s.reason,
       s.detail,
       array(select m.registry_name
             from modelsync.model m
             where m.project = s.project and m.service = s.name
             order by m.registry_name) as models,
       s.left_out as names_taken,
       s.revision,
       s.event_id,
       s.changed_at,
       s.applied_at,
       s.topic || '-' || s.partition || '@' || s.record_offset as record
from modelsync.service s
order by s.project, s.name;
comment on view modelsync.status is 'For a person: each service, its models in this registry, and what became of its last change, from which event, when.';
comment on column modelsync.status.models is 'Its models in aidb.models.';
comment on column modelsync.status.names_taken is 'Models that are left out because the registry has others of these names.';
comment on column modelsync.status.record is 'Topic, partition and offset of the event.';
