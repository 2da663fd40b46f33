-- Clusters whose models call their providers without the proxy, each service with its own credential.

alter table modelsync.service add column endpoint jsonb;
comment on column modelsync.service.endpoint is 'Where the provider is by the last change, and which version of its credential belongs there; not the credential. Null after a deregistration, and where an earlier release wrote the row.';

create index service_in_conflict on modelsync.service (project, name) where reason = 'CREDENTIAL_CONFLICT';

alter table modelsync.model
    add column route text not null default 'PROXY' check (route in ('PROXY', 'DIRECT', 'DIRECT_UNVERIFIED')),
    add column credential_fingerprint text;
comment on column modelsync.model.route is 'PROXY: AIDB calls the model through Hybrid Manager''s proxy. DIRECT: it calls the provider itself. DIRECT_UNVERIFIED: the same, without verifying the provider''s certificate.';
comment on column modelsync.model.credential_fingerprint is 'One-way mark of the service''s own credential that the model works with. Not the credential. Null where it works with none, or with the cluster''s access token.';
comment on column modelsync.model.url is 'Where AIDB calls the model.';

comment on table modelsync.credential is 'The provider credentials (PUBLIC user mappings) that modelsync stored: the cluster''s access token for the proxy or, with direct delivery, the credential of the services that use the provider.';
comment on column modelsync.credential.token_fingerprint is 'One-way mark of the credential, to see when it was replaced. Not the credential. Empty where it was taken back and a worthless text is left in its place.';

alter table modelsync.named_credential add column service text;
comment on table modelsync.named_credential is 'The credentials that modelsync made where AIDB gives them names. One that is replaced or taken back stays, for no function is documented that would delete it: a DBA may.';
comment on column modelsync.named_credential.endpoint is 'The host that it may go to.';
comment on column modelsync.named_credential.token_fingerprint is 'One-way mark of the credential, to see when it was replaced. Not the credential.';
comment on column modelsync.named_credential.service is 'The service whose credential it is, project/name; null for the cluster''s access token for the proxy.';
