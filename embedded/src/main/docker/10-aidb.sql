-- What a DBA prepares for the worker: the extension, a role that may use it, and a schema of its own.
\getenv worker_password MODELSYNC_WORKER_PASSWORD
create extension aidb cascade;
create role modelsync_worker login password :'worker_password' in role aidb_users;
create schema modelsync authorization modelsync_worker;
