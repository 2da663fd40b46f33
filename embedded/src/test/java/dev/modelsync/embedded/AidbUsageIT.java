package dev.modelsync.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AIDB contract, section 6: what uses a model")
class AidbUsageIT {
    @RegisterExtension
    final AidbDatabase aidb = new AidbDatabase();

    @BeforeEach
    void createSource() throws SQLException {
        aidb.asOwner("CREATE TABLE documents (id int PRIMARY KEY, body text)");
        aidb.asOwner("GRANT SELECT ON documents TO " + AidbServer.MEMBER);
        aidb.row("SELECT aidb.create_model('embedder', 'openai_embeddings')");
        aidb.row("SELECT aidb.create_model('chat', 'openai_completions')");
        aidb.row("SELECT aidb.create_model('reader', 'nim_paddle_ocr')");
        aidb.row("SELECT aidb.create_model('clip-nim', 'nim_clip')");
        aidb.row("SELECT aidb.create_model('reranker', 'nim_reranking')");
    }

    @ParameterizedTest(name = "6.1: columns of {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pipelines|id integer, name text, source_type aidb.pipelinesourcetype, source_schema text, source text, source_key_column text, source_data_column text, "
                        + "destination_type aidb.pipelinedestinationtype, destination_schema text, destination text, destination_key_column text, destination_data_column text, "
                        + "steps jsonb, auto_processing aidb.pipelineautoprocessingmode, batch_size integer, background_sync_interval interval, owner_role text",
                "knowledge_bases|id integer, name text, vector_schema text, vector_table text, model_name text, distance_operator aidb.distanceoperator, distance_operator_sql text, "
                        + "vector_data_column text, vector_key_column text, vector_index jsonb, pipeline_ids integer[], pipeline_names text[]"
            })
    void shouldHaveTheDocumentedColumns(String view, String columns) throws SQLException {
        String sql = """
                SELECT string_agg(attname || ' ' || format_type(atttypid, NULL), ', ' ORDER BY attnum)
                FROM pg_attribute WHERE attrelid = ('aidb.' || ?)::regclass AND attnum > 0
                """;
        assertThat(aidb.row(sql, view)).isEqualTo(columns);
        assertThat(aidb.row(sql, view + "_v7")).isEqualTo(columns);
        assertThat(aidb.row(sql, view.equals("pipelines") ? "pipes" : "kbs")).isEqualTo(columns);
    }

    @Test
    @DisplayName("6.2: steps are an ordered array of step_order, operation, options; the model is options.model")
    void shouldStoreSteps() throws SQLException {
        aidb.rows("""
                SELECT aidb.create_pipeline(
                    name => 'p', source => 'documents', source_key_column => 'id', source_data_column => 'body',
                    step_1 => 'ChunkText', step_1_options => '{"desired_length": 200}',
                    step_2 => 'SummarizeText', step_2_options => aidb.summarize_text_config('chat'),
                    auto_processing => 'Background', background_sync_interval => '1 minute', batch_size => 5)
                """);
        assertThat(aidb.row("SELECT steps FROM aidb.pipelines"))
                .isEqualTo(
                        "[{\"options\": {\"desired_length\": 200}, \"operation\": \"ChunkText\", \"step_order\": 1}, "
                                + "{\"options\": {\"model\": \"chat\"}, \"operation\": \"SummarizeText\", \"step_order\": 2}]");
        assertThat(aidb.row("SELECT name, source_schema, source, destination_schema, destination, auto_processing, "
                        + "batch_size, background_sync_interval, owner_role FROM aidb.pipes"))
                .isEqualTo("p|public|documents|public|pipeline_p|Background|5|00:01:00|member");
        assertThat(
                        aidb.row(
                                "SELECT pipeline, \"auto processing\", \"Status\", \"last run completed\" FROM aidb.pipeline_metrics"))
                .isEqualTo("p|Background|Unknown|");
        assertThat(aidb.rows("SELECT 1 FROM aidb.knowledge_bases")).isEmpty();
    }

    @Test
    @DisplayName("a KnowledgeBase step registers a knowledge base with its model")
    void shouldRegisterAKnowledgeBase() throws SQLException {
        createKnowledgeBase("p", "aidb.knowledge_base_config('embedder', 'Text', distance_operator => 'Cosine')");
        assertThat(
                        aidb.row(
                                "SELECT name, model_name, distance_operator, distance_operator_sql, pipeline_names FROM aidb.kbs"))
                .isEqualTo("public.kb|embedder|Cosine|<=>|{p}");
    }

    @Test
    @DisplayName("6.2: a step attached to an existing knowledge base has no model; it inherits that of the base")
    void shouldAttachToAKnowledgeBase() throws SQLException {
        createKnowledgeBase("p1", "aidb.knowledge_base_config('embedder', 'Text')");
        createKnowledgeBase("p2", "aidb.knowledge_base_config_from_kb('Text')");
        assertThat(aidb.row("SELECT steps -> 0 -> 'options' FROM aidb.pipelines WHERE name = 'p2'"))
                .isEqualTo("{\"data_format\": \"Text\"}");
        assertThat(aidb.row("SELECT model_name, pipeline_names FROM aidb.knowledge_bases"))
                .isEqualTo("embedder|{p1,p2}");
        assertThat(aidb.refusal("SELECT aidb.create_pipeline('p3', 'documents', 'KnowledgeBase', destination => 'kb', "
                                + "step_1_options => aidb.knowledge_base_config('bert', 'Text'))")
                        .getMessage())
                .contains("mismatch");
    }

    @Test
    @DisplayName("a knowledge base goes with its last pipeline")
    void shouldDeletePipelines() throws SQLException {
        createKnowledgeBase("p1", "aidb.knowledge_base_config('embedder', 'Text')");
        createKnowledgeBase("p2", "aidb.knowledge_base_config_from_kb('Text')");
        aidb.row("SELECT aidb.delete_pipeline('p1')");
        assertThat(aidb.row("SELECT pipeline_names FROM aidb.knowledge_bases")).isEqualTo("{p2}");
        aidb.row("SELECT aidb.delete_pipeline(name => 'p2')");
        assertThat(aidb.rows("SELECT 1 FROM aidb.knowledge_bases UNION ALL SELECT 1 FROM aidb.pipelines"))
                .isEmpty();
        assertThat(aidb.refusal("SELECT aidb.delete_pipeline('p2')").getMessage())
                .contains("p2");
    }

    @ParameterizedTest(name = "{0} with model {1}: {2}")
    @CsvSource({
        "KnowledgeBase, chat, does not support text embedding operations",
        "KnowledgeBase, reranker, does not support text embedding operations",
        "SummarizeText, embedder, does not support language operations",
        "PerformOcr, chat, does not support OCR operations",
        "KnowledgeBase, nobody, Model not found: nobody",
        "PerformOcr, nobody, Model not found: nobody"
    })
    void shouldRefuseAModelThatDoesNotFit(String operation, String model, String message) throws SQLException {
        assertThat(aidb.refusal(
                                "SELECT aidb.create_pipeline('p', 'documents', ?::aidb.PipelineStepOperation, step_1_options => jsonb_build_object('model', ?))",
                                operation,
                                model)
                        .getMessage())
                .endsWith(message);
        assertThat(aidb.rows("SELECT 1 FROM aidb.pipelines")).isEmpty();
    }

    @ParameterizedTest(name = "{0} with model {1} fits")
    @CsvSource({
        "KnowledgeBase, embedder, Text",
        "KnowledgeBase, clip-nim, Image",
        "KnowledgeBase, clip-nim, Text",
        "SummarizeText, chat,",
        "PerformOcr, reader,"
    })
    void shouldTakeAModelThatFits(String operation, String model, String format) throws SQLException {
        aidb.rows("""
                SELECT aidb.create_pipeline('p', 'documents', ?::aidb.PipelineStepOperation,
                    step_1_options => jsonb_strip_nulls(jsonb_build_object('model', ?, 'data_format', ?::text)))
                """, operation, model, format);
        assertThat(aidb.row("SELECT steps #>> '{0,options,model}' FROM aidb.pipelines"))
                .isEqualTo(model);
    }

    @ParameterizedTest(name = "refused: {0}")
    @ValueSource(
            strings = {
                "'p', 'documents', 'PerformOcr'",
                "'p', 'documents', 'KnowledgeBase', step_1_options => '{\"data_format\": \"Text\"}'",
                "'p', 'documents', 'PerformOcr', step_1_options => '{\"model\": \"reader\", \"surprise\": 1}'",
                "'p', 'documents', 'ChunkText', step_3 => 'ChunkText'",
                "'p', 'documents', 'SemanticKB'",
                "'p', 'documents', 'KnowledgeBase', step_2 => 'ChunkText', "
                        + "step_1_options => aidb.knowledge_base_config('embedder', 'Text')",
                "'p', 'nowhere', 'ChunkText'",
                "'p', 'pg_catalog.pg_authid', 'ChunkText'",
                "'p', 'documents', 'ChunkText', owner_role => 'postgres'",
                "'p', 'documents', 'ChunkText', background_sync_interval => '3 days'",
                "repeat('x', 51), 'documents', 'ChunkText'"
            })
    void shouldRefusePipeline(String arguments) throws SQLException {
        assertThat(aidb.refusal("SELECT aidb.create_pipeline(%s)".formatted(arguments))
                        .getSQLState())
                .isIn("22023", "42P01", "42501", "23514");
        assertThat(aidb.rows("SELECT 1 FROM aidb.pipelines")).isEmpty();
    }

    @Test
    @DisplayName("2.2: a model is deleted although it is used; pipeline and knowledge base stay as they are")
    void shouldDeleteAModelThatIsUsed() throws SQLException {
        createKnowledgeBase("p", "aidb.knowledge_base_config('embedder', 'Text')");
        aidb.row("SELECT aidb.delete_model('embedder')");
        assertThat(aidb.row("SELECT p.steps #>> '{0,options,model}', k.model_name FROM aidb.pipelines p, aidb.kbs k"))
                .isEqualTo("embedder|embedder");
    }

    @Test
    @DisplayName(
            "the owner of a pipeline is the role that was set, as Hybrid Manager does, and others may not delete it")
    void shouldBelongToTheRoleThatWasSet() throws SQLException {
        aidb.asOwner("DROP ROLE IF EXISTS visual_pipeline_user");
        aidb.asOwner("CREATE ROLE visual_pipeline_user IN ROLE aidb_users");
        aidb.asOwner("GRANT SELECT ON documents TO visual_pipeline_user");
        try (Connection agent = aidb.server().postgres().dataSource(aidb.name()).getConnection()) {
            AidbDatabase.rows(agent, "SET ROLE visual_pipeline_user");
            AidbDatabase.rows(agent, "SELECT aidb.create_pipeline('p', 'documents', 'ChunkText')");
        }
        assertThat(aidb.row("SELECT owner_role FROM aidb.pipelines")).isEqualTo("visual_pipeline_user");
        assertThat(aidb.refusal("SELECT aidb.delete_pipeline('p')").getSQLState())
                .isEqualTo("42501");
    }

    @Test
    @DisplayName("list_semantic_kbs shows each semantic knowledge base with its model, schemas and mode")
    void shouldListSemanticKnowledgeBases() throws SQLException {
        aidb.row("SELECT aidb.create_semantic_kb(model => 'embedder', schemas => ARRAY['sales'])");
        assertThat(aidb.rows("SELECT * FROM aidb.list_semantic_kbs()"))
                .containsExactly("default_semkb|embedder|{sales}|Disabled");
        assertThat(aidb.refusal("SELECT aidb.create_semantic_kb('x', 'chat', ARRAY['sales'])")
                        .getMessage())
                .contains("does not support text embedding operations");
        aidb.row("SELECT aidb.delete_semantic_kb('default_semkb')");
        assertThat(aidb.rows("SELECT * FROM aidb.list_semantic_kbs()")).isEmpty();
    }

    @Test
    @DisplayName("aidb.agents shows each agent with its model; a failure is a row and no error")
    void shouldShowAgents() throws SQLException {
        assertThat(aidb.rows("SELECT * FROM aidb.create_agent('a', 'be brief', 'chat')"))
                .isEmpty();
        assertThat(aidb.rows("SELECT name, model FROM aidb.agents")).containsExactly("a|chat");
        assertThat(aidb.row("SELECT * FROM aidb.create_agent('a', 'be brief', 'chat')"))
                .contains("already exists");
        assertThat(aidb.row("SELECT * FROM aidb.create_agent('b', 'be brief', 'nobody')"))
                .contains("not found");
        assertThat(aidb.rows("SELECT * FROM aidb.delete_agent('a')")).isEmpty();
        assertThat(aidb.row("SELECT * FROM aidb.delete_agent('a')")).contains("not found");
    }

    private void createKnowledgeBase(String name, String options) throws SQLException {
        aidb.row(
                "SELECT aidb.create_pipeline(name => ?, source => 'documents', step_1 => 'KnowledgeBase', step_1_options => %s, destination => 'kb')"
                        .formatted(options),
                name);
    }
}
