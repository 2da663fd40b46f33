-- A purged service leaves its last revision behind for a while: an older event of it, delivered once more, must not
-- bring its models back.

alter table modelsync.service add column purged_at timestamptz;
create index service_purged on modelsync.service (purged_at) where purged_at is not null;
comment on column modelsync.service.purged_at is 'When the service was purged in Hybrid Manager. The row only remembers its last revision, for the configured retention of the history, and is not in modelsync.status.';

create or replace view modelsync.status as
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
where s.purged_at is null
order by s.project, s.name;
