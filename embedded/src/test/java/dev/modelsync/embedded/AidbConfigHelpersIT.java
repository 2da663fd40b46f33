package dev.modelsync.embedded;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AIDB contract, section 2.4: config helpers")
class AidbConfigHelpersIT {
    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "embeddings_config|model => 'm', url => 'u', max_batch_size => 7, input_type => 'passage', input_type_query => 'query', is_hcp_model => true"
                        + "|{\"url\": \"u\", \"model\": \"m\", \"input_type\": \"passage\", \"is_hcp_model\": true, \"max_batch_size\": 7, \"input_type_query\": \"query\"}",
                "embeddings_config|model => 'm', tls_config => '{\"insecure_skip_verify\": true}'|{\"model\": \"m\", \"tls_config\": {\"insecure_skip_verify\": true}}",
                "completions_config|model => 'm', temperature => 0.5, seed => 3, thinking => false, max_tokens => aidb.max_tokens_config(size => 9, format => 'both')"
                        + "|{\"seed\": 3, \"model\": \"m\", \"thinking\": false, \"max_tokens\": {\"size\": 9, \"format\": \"both\"}, \"temperature\": 0.5}",
                "max_tokens_config|size => 9|{\"size\": 9}",
                "openai_responses_config|model => 'm', max_output_tokens => 5|{\"model\": \"m\", \"max_output_tokens\": 5, \"max_concurrent_requests\": 25}",
                "anthropic_messages_config|model => 'm'|{\"model\": \"m\", \"max_tokens\": 4096, \"max_concurrent_requests\": 25}",
                "nim_clip_config||{}",
                "nim_ocr_config|model => 'm', url => 'u'|{\"url\": \"u\", \"model\": \"m\"}",
                "nim_reranking_config|is_hcp_model => false|{\"is_hcp_model\": false}",
                "gemini_config|NULL, model => 'm', thinking_budget => 1|{\"model\": \"m\", \"thinking_budget\": 1}",
                "openrouter_chat_config|model => 'm', max_tokens => '{\"size\": 1}'|{\"model\": \"m\", \"max_tokens\": {\"size\": 1}}",
                "openrouter_embeddings_config|model => 'm', max_batch_size => 2|{\"model\": \"m\", \"max_batch_size\": 2}",
                "bert_config|model => 'm', revision => 'r', cache_dir => 'c'|{\"model\": \"m\", \"revision\": \"r\", \"cache_dir\": \"c\"}",
                "clip_config|model => 'm', image_size => 224|{\"model\": \"m\", \"image_size\": 224}",
                "t5_config|model => 'm', model_path => 'p'|{\"model\": \"m\", \"model_path\": \"p\"}",
                "llama_config|model => 'm'|{\"model\": \"m\"}"
            })
    void shouldBuildConfigWithoutNulls(String helper, String arguments, String config) throws SQLException {
        String call = "aidb.%s(%s)".formatted(helper, arguments == null ? "" : arguments);
        assertThat(aidb.row("SELECT " + call)).isEqualTo(config);
    }

    @ParameterizedTest(name = "{0} still takes a secret, which create_model then refuses")
    @ValueSource(
            strings = {"embeddings_config", "completions_config", "openai_responses_config", "anthropic_messages_config"
            })
    void shouldTakeASecretThatCreateModelRefuses(String helper) {
        assertThat(aidb.refusal("SELECT aidb.create_model('m', 'dummy', aidb.%s('m', api_key => 'sk-x'))"
                                .formatted(helper))
                        .getMessage())
                .startsWith("config must not contain");
    }

    @Test
    @DisplayName("all helpers are IMMUTABLE and PARALLEL SAFE")
    void shouldBeImmutableAndParallelSafe() throws SQLException {
        assertThat(aidb.rows("""
                        SELECT DISTINCT provolatile, proparallel FROM pg_proc
                        WHERE pronamespace = 'aidb'::regnamespace AND proname LIKE '%\\_config%'
                        """)).containsExactly("i|s");
    }
}
