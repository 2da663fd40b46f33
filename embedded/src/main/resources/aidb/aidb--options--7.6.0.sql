\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- What release 7.6.0 brings with it: providers, default models, and who may use all that.

------------------------------------------------------------------------------------------------------------ providers
-- ASSUMPTION: question 12. Function tags. Two are published; which providers carry them is not, and that of all others is not.
-- What "dummy" and the local providers can do follows from their descriptions.

CREATE FUNCTION aidb_internal.add_provider(
    name text, description text, capabilities text[], function_tags text[] DEFAULT '{}', url_required boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE SERVER %I FOREIGN DATA WRAPPER aidb_model_fdw', name);
    EXECUTE format('COMMENT ON SERVER %I IS %L', name, description);
    INSERT INTO aidb_internal.provider VALUES (name, capabilities, function_tags, url_required);
END $$;

SELECT aidb_internal.add_provider(p.name, p.description, p.capabilities::text[])
FROM (VALUES
    ('openai_responses',        'OpenAI Responses API',                 '{language}'),
    ('anthropic_messages',      'Anthropic Messages API',               '{language}'),
    ('nim_completions',         'NVIDIA NIM chat completions',          '{language}'),
    ('nim_embeddings',          'NVIDIA NIM text embeddings',           '{text embedding}'),
    ('nim_clip',                'NVIDIA NIM text and image embeddings', '{image embedding,text embedding}'),
    ('nim_paddle_ocr',          'NVIDIA NIM optical character recognition', '{OCR}'),
    ('nim_reranking',           'NVIDIA NIM reranking',                 '{reranking}'),
    ('gemini',                  'Google Gemini',                        '{language}'),
    ('openrouter_chat',         'OpenRouter chat completions',          '{language}'),
    ('openrouter_embeddings',   'OpenRouter text embeddings',           '{text embedding}'),
    ('hf_tei',                  'HuggingFace text embeddings inference', '{text embedding}'),
    ('hf_tei_reranking',        'HuggingFace reranking',                '{reranking}'),
    ('bert_local',              'BERT in this process',                 '{text embedding}'),
    ('clip_local',              'CLIP in this process',                 '{image embedding,text embedding}'),
    ('t5_local',                'T5 in this process',                   '{language,text embedding}'),
    ('llama_instruct_local',    'Llama instruct in this process',       '{language}'),
    ('llamacpp_embeddings',     'GGUF embeddings in this process',      '{text embedding}'),
    ('llamacpp_generate',       'GGUF generation in this process',      '{language}'),
    ('llamacpp_reranking',      'GGUF reranking in this process',       '{reranking}'),
    ('llamacpp_ocr',            'GGUF OCR in this process',             '{OCR}'),
    ('qwen2_local',             'Qwen2 in this process',                '{language}'),
    ('smollm2_local',           'SmolLM2 in this process',              '{language}'),
    ('dummy',                   'Deterministic fake for tests',         '{text embedding,language,reranking,image embedding,OCR}')
) AS p (name, description, capabilities);

SELECT aidb_internal.add_provider(p.name, p.description, ARRAY[p.capability], ARRAY[p.tag])
FROM (VALUES
    ('openai_embeddings',  'OpenAI compatible text embeddings',           'text embedding', 'aidb-openai-text-embeddings'),
    ('embeddings',         'Older name of openai_embeddings',             'text embedding', 'aidb-openai-text-embeddings'),
    ('openai_completions', 'OpenAI compatible chat completions',          'language',       'aidb-openai-text-completion'),
    ('completions',        'Older name of openai_completions',            'language',       'aidb-openai-text-completion')
) AS p (name, description, capability, tag);

SELECT aidb_internal.add_provider(p.name, p.description, '{language}', url_required => true)
FROM (VALUES
    ('openai_responses_azure',     'OpenAI Responses API on Azure AI Foundry'),
    ('anthropic_messages_azure',   'Anthropic Messages API on Azure AI Foundry'),
    ('anthropic_messages_bedrock', 'Anthropic Messages API on AWS Bedrock')
) AS p (name, description);

------------------------------------------------------------------------------------------------------- default models

SELECT aidb_internal.store_model(m.name, m.provider, '{}')
FROM (VALUES
    ('bert',                        'bert_local'),
    ('clip',                        'clip_local'),
    ('t5',                          't5_local'),
    ('llama',                       'llama_instruct_local'),
    ('dummy',                       'dummy'),
    ('bge-small-en-v1.5-f16',       'llamacpp_embeddings'),
    ('nomic-embed-text-v1.5-Q8_0',  'llamacpp_embeddings'),
    ('bge-m3-f16',                  'llamacpp_embeddings'),
    ('qwen3-embedding-0.6b-Q8_0',   'llamacpp_embeddings'),
    ('qwen3-embedding-4b-Q8_0',     'llamacpp_embeddings'),
    ('qwen3.5-0.8b-Q8_0',           'llamacpp_generate'),
    ('llama-3.2-1b-instruct-Q8_0',  'llamacpp_generate'),
    ('lightonocr-2-1b-Q8_0',        'llamacpp_ocr')
) AS m (name, provider);

----------------------------------------------------------------------------------------------------------- privileges
-- Membership in aidb_users is enough for every public function and view, and gives nothing else: no internal table.

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA aidb, aidb_internal FROM PUBLIC;

GRANT USAGE ON SCHEMA aidb TO aidb_users;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aidb TO aidb_users;
GRANT SELECT ON aidb.models, aidb.model_providers, aidb.pipelines, aidb.pipes, aidb.pipelines_v7, aidb.knowledge_bases,
    aidb.kbs, aidb.knowledge_bases_v7, aidb.pipeline_metrics, aidb.pipem, aidb.pipeline_metrics_v7, aidb.agents
    TO aidb_users;

GRANT USAGE ON SCHEMA aidb TO pg_monitor;
GRANT SELECT ON aidb.pipeline_metrics, aidb.pipem, aidb.pipeline_metrics_v7 TO pg_monitor;
