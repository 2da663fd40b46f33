\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- Helpers that build the "config" of create_model(): the JSON keys are the names of the parameters, NULLs are left out.
-- Call them with named arguments; pages disagree about the order. Each still takes a secret, as documented,
-- although create_model() of this release refuses a config that holds one.

------------------------------------------------------------------------------------------------------ remote providers

CREATE FUNCTION aidb.embeddings_config(
    model text, api_key text DEFAULT NULL, url text DEFAULT NULL, basic_auth text DEFAULT NULL,
    max_concurrent_requests integer DEFAULT NULL, max_batch_size integer DEFAULT NULL, input_type text DEFAULT NULL,
    input_type_query text DEFAULT NULL, tls_config jsonb DEFAULT NULL, is_hcp_model boolean DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'api_key', api_key, 'url', url, 'basic_auth', basic_auth,
    'max_concurrent_requests', max_concurrent_requests, 'max_batch_size', max_batch_size, 'input_type', input_type,
    'input_type_query', input_type_query, 'tls_config', tls_config, 'is_hcp_model', is_hcp_model));

CREATE FUNCTION aidb.completions_config(
    model text, api_key text DEFAULT NULL, url text DEFAULT NULL, basic_auth text DEFAULT NULL,
    system_prompt text DEFAULT NULL, temperature double precision DEFAULT NULL, top_p double precision DEFAULT NULL,
    seed bigint DEFAULT NULL, thinking boolean DEFAULT NULL, max_tokens jsonb DEFAULT NULL,
    max_concurrent_requests integer DEFAULT NULL, extra_args jsonb DEFAULT NULL, is_hcp_model boolean DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'api_key', api_key, 'url', url, 'basic_auth', basic_auth, 'system_prompt', system_prompt,
    'temperature', temperature, 'top_p', top_p, 'seed', seed, 'thinking', thinking, 'max_tokens', max_tokens,
    'max_concurrent_requests', max_concurrent_requests, 'extra_args', extra_args, 'is_hcp_model', is_hcp_model));

CREATE FUNCTION aidb.max_tokens_config(
    size integer, format text DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'size', size, 'format', format));

CREATE FUNCTION aidb.openai_responses_config(
    model text, api_key text DEFAULT NULL, basic_auth text DEFAULT NULL, url text DEFAULT NULL,
    max_concurrent_requests integer DEFAULT 25, system_prompt text DEFAULT NULL,
    temperature double precision DEFAULT NULL, max_output_tokens integer DEFAULT NULL,
    top_p double precision DEFAULT NULL, extra_args jsonb DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'api_key', api_key, 'basic_auth', basic_auth, 'url', url,
    'max_concurrent_requests', max_concurrent_requests, 'system_prompt', system_prompt, 'temperature', temperature,
    'max_output_tokens', max_output_tokens, 'top_p', top_p, 'extra_args', extra_args));

CREATE FUNCTION aidb.anthropic_messages_config(
    model text, api_key text DEFAULT NULL, basic_auth text DEFAULT NULL, url text DEFAULT NULL,
    max_concurrent_requests integer DEFAULT 25, system_prompt text DEFAULT NULL,
    temperature double precision DEFAULT NULL, max_tokens integer DEFAULT 4096, top_p double precision DEFAULT NULL,
    extra_args jsonb DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'api_key', api_key, 'basic_auth', basic_auth, 'url', url,
    'max_concurrent_requests', max_concurrent_requests, 'system_prompt', system_prompt, 'temperature', temperature,
    'max_tokens', max_tokens, 'top_p', top_p, 'extra_args', extra_args));

CREATE FUNCTION aidb.nim_clip_config(
    api_key text DEFAULT NULL, model text DEFAULT NULL, url text DEFAULT NULL, basic_auth text DEFAULT NULL,
    is_hcp_model boolean DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'api_key', api_key, 'model', model, 'url', url, 'basic_auth', basic_auth, 'is_hcp_model', is_hcp_model));

CREATE FUNCTION aidb.nim_ocr_config(
    api_key text DEFAULT NULL, model text DEFAULT NULL, url text DEFAULT NULL, basic_auth text DEFAULT NULL,
    is_hcp_model boolean DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'api_key', api_key, 'model', model, 'url', url, 'basic_auth', basic_auth, 'is_hcp_model', is_hcp_model));

CREATE FUNCTION aidb.nim_reranking_config(
    api_key text DEFAULT NULL, model text DEFAULT NULL, url text DEFAULT NULL, basic_auth text DEFAULT NULL,
    is_hcp_model boolean DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'api_key', api_key, 'model', model, 'url', url, 'basic_auth', basic_auth, 'is_hcp_model', is_hcp_model));

-- The one helper whose secret comes first and is required: pass NULL.
CREATE FUNCTION aidb.gemini_config(
    api_key text, model text DEFAULT NULL, url text DEFAULT NULL, max_concurrent_requests integer DEFAULT NULL,
    thinking_budget integer DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'api_key', api_key, 'model', model, 'url', url, 'max_concurrent_requests', max_concurrent_requests,
    'thinking_budget', thinking_budget));

CREATE FUNCTION aidb.openrouter_chat_config(
    model text, api_key text DEFAULT NULL, url text DEFAULT NULL, max_concurrent_requests integer DEFAULT NULL,
    max_tokens jsonb DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'api_key', api_key, 'url', url, 'max_concurrent_requests', max_concurrent_requests,
    'max_tokens', max_tokens));

CREATE FUNCTION aidb.openrouter_embeddings_config(
    model text, api_key text DEFAULT NULL, url text DEFAULT NULL, max_concurrent_requests integer DEFAULT NULL,
    max_batch_size integer DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'api_key', api_key, 'url', url, 'max_concurrent_requests', max_concurrent_requests,
    'max_batch_size', max_batch_size));

------------------------------------------------------------------------------------------------------- local providers
-- The pages say "sampling settings" of the t5 and llama helpers without a list; these are those of other helpers.

CREATE FUNCTION aidb.bert_config(
    model text, revision text DEFAULT NULL, cache_dir text DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'revision', revision, 'cache_dir', cache_dir));

CREATE FUNCTION aidb.clip_config(
    model text, revision text DEFAULT NULL, cache_dir text DEFAULT NULL, image_size integer DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'revision', revision, 'cache_dir', cache_dir, 'image_size', image_size));

CREATE FUNCTION aidb.t5_config(
    model text, revision text DEFAULT NULL, model_path text DEFAULT NULL, cache_dir text DEFAULT NULL,
    temperature double precision DEFAULT NULL, top_p double precision DEFAULT NULL, seed bigint DEFAULT NULL,
    max_tokens integer DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'revision', revision, 'model_path', model_path, 'cache_dir', cache_dir, 'temperature', temperature,
    'top_p', top_p, 'seed', seed, 'max_tokens', max_tokens));

CREATE FUNCTION aidb.llama_config(
    model text, revision text DEFAULT NULL, model_path text DEFAULT NULL, cache_dir text DEFAULT NULL,
    temperature double precision DEFAULT NULL, top_p double precision DEFAULT NULL, seed bigint DEFAULT NULL,
    max_tokens integer DEFAULT NULL)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
    'model', model, 'revision', revision, 'model_path', model_path, 'cache_dir', cache_dir, 'temperature', temperature,
    'top_p', top_p, 'seed', seed, 'max_tokens', max_tokens));
