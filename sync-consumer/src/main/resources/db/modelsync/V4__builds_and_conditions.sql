-- What AIDB in this database is and can do, which credentials modelsync made by name, and whether its models answer.

create table modelsync.build (
    id                   bigint      generated always as identity primary key,
    version              text        not null,
    credentials          text        not null check (credentials in ('ON_PROVIDER', 'NAMED')),
    validates_on_create  boolean     not null,
    validates_afterwards boolean     not null,
    finds_by_name        boolean     not null,
    found_at             timestamptz not null
);
comment on table modelsync.build is 'The builds of AIDB that the worker found here, found out by looking; the last row is the present one.';
comment on column modelsync.build.credentials is 'ON_PROVIDER: one credential a provider, shared by its models. NAMED: credentials with names, of which a model uses one.';
comment on column modelsync.build.validates_on_create is 'Whether create_model probes a model unless it is told not to. modelsync tells it not to.';
comment on column modelsync.build.validates_afterwards is 'Whether there is validate_model, which modelsync calls after a model is committed.';
comment on column modelsync.build.finds_by_name is 'Whether get_model answers an unknown name with no row.';

create sequence modelsync.credential_number;
comment on sequence modelsync.credential_number is 'A number is never used twice, not even after a failure: so a name that somebody else has is passed over.';

create table modelsync.named_credential (
    name              text        primary key,
    endpoint          text        not null,
    token_fingerprint text        not null,
    created_at        timestamptz not null
);
comment on table modelsync.named_credential is 'The credentials that modelsync made where AIDB gives them names. They hold the cluster''s access token for the proxy; one that is replaced stays, for no function is documented that would delete it.';
comment on column modelsync.named_credential.endpoint is 'The host that the token may go to.';
comment on column modelsync.named_credential.token_fingerprint is 'One-way mark of the token, to see when it was replaced. Not the token.';

alter table modelsync.model add column credential text;
comment on column modelsync.model.credential is 'The named credential that the model was created with; null where credentials belong to providers.';

create table modelsync.model_check (
    registry_name text        primary key references modelsync.model on delete cascade,
    made_at       timestamptz not null,
    condition     text        not null check (condition in ('VALID', 'INVALID', 'UNKNOWN')),
    reason        text,
    checked_at    timestamptz not null,
    check ((condition = 'VALID') = (reason is null))
);
comment on table modelsync.model_check is 'What validate_model last said of a model. It says nothing of one that was made anew since.';
comment on column modelsync.model_check.made_at is 'When the model that was checked was made, as in modelsync.model.';

create view modelsync.model_condition as
select m.registry_name,
       coalesce(c.condition, 'UNKNOWN') as condition,
       case
           when c.registry_name is not null then c.reason
           when (select not b.validates_afterwards from modelsync.build b order by b.id desc limit 1)
               then 'This build of AIDB cannot check a model'
           else 'Not checked yet'
       end as reason,
       c.checked_at
from modelsync.model m
left join modelsync.model_check c on c.registry_name = m.registry_name and c.made_at = m.created_at
order by m.registry_name;
comment on view modelsync.model_condition is 'For a person: whether each model that modelsync made answers, by AIDB''s own probe. Nothing is undone because of it.';
comment on column modelsync.model_condition.condition is 'VALID: AIDB reached the model. INVALID: it did not. UNKNOWN: not checked, or without a result.';
