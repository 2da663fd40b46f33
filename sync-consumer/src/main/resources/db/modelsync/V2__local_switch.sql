-- The DBA's own switch: it works from SQL alone, also when Kafka and Hybrid Manager are away.

create table modelsync.local_switch (
    id        bigint      generated always as identity primary key,
    reason    text        not null,
    paused_by text        not null default session_user,
    since     timestamptz not null default now()
);
comment on table modelsync.local_switch is 'As long as it holds a row, modelsync changes nothing in this registry; the batch that is being applied ends first. Pause: insert into modelsync.local_switch (reason) values (''maintenance''). Go on: delete from modelsync.local_switch.';
comment on column modelsync.local_switch.reason is 'Why, for those who see the worker stand still.';
