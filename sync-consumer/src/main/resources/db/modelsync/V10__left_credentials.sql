-- Credentials that AIDB keeps under their names when no model works with them any more: somebody has to delete them.

alter table modelsync.named_credential add column left_at timestamptz;
comment on column modelsync.named_credential.left_at is 'Since when no model works with it and none will: it is to be deleted in AIDB. Then this row may be deleted, too. Null while it may be used.';

create view modelsync.left_credential as
select name, endpoint, coalesce(service, '(access token for the proxy)') as belonged_to, left_at
from modelsync.named_credential
where left_at is not null
order by left_at, name;
comment on view modelsync.left_credential is 'For a DBA: the secrets that stay in AIDB though they were replaced or taken back, since it documents no function by which modelsync could delete or change one. Delete them there, and their rows in named_credential.';
