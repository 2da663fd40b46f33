package dev.modelsync.quickstart;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** What there is to look at after the story: services that stay, and a pipeline that uses one of them. */
final class Demo {
    private static final String USED = "openai-prod";
    private static final String PIPELINE = """
            create table if not exists public.tickets (id bigint primary key, body text);
            do $$
            begin
                if not exists (select from aidb.pipelines where name = 'summarize-tickets') then
                    perform aidb.create_pipeline('summarize-tickets', 'tickets', 'SummarizeText',
                        step_1_options => aidb.summarize_text_config('openai-prod-gpt-4o'));
                end if;
            end
            $$
            """;

    private final HmClient hm;
    private final Cluster primary;
    private final URI provider;

    Demo(Stack stack) {
        hm = stack.client();
        primary = stack.servers().clusters().get(0);
        provider = stack.servers().provider().baseUrl();
    }

    /** Data that is kept has it already. */
    void prepare() throws SQLException {
        register(USED, "OPENAI", "", Map.of("text-embedding-3-small", "TEXT_EMBEDDING", "gpt-4o", "TEXT_COMPLETION"));
        long revision = hm.get(USED).revision();
        if (Arrival.await(primary, Story.PROJECT, USED, revision, System.nanoTime())
                .arrived()) {
            usePipeline();
        }
        // Its arrival lets the worker look at its registry, and tell what uses the models.
        register("nim-rerank", "NVIDIA_NIM", "/nim", Map.of("nvidia/nv-rerankqa-mistral-4b-v3", "RERANKING"));
        register("claude", "ANTHROPIC", "/anthropic", Map.of("claude-sonnet-4-5", "TEXT_COMPLETION"));
    }

    private void register(String name, String kind, String path, Map<String, String> models) {
        if (hm.get(name).status() == 200) {
            return;
        }
        hm.register(Map.of(
                        "name",
                        name,
                        "provider",
                        kind,
                        "endpointUrl",
                        provider + path,
                        "credentials",
                        Map.of("apiKey", "sk-demo-not-a-real-key"),
                        "models",
                        models.entrySet().stream()
                                .map(model -> Map.of("upstreamModel", model.getKey(), "function", model.getValue()))
                                .toList(),
                        "labels",
                        Map.of("team", "search"),
                        "reason",
                        "quickstart"))
                .orFail("Registering " + name);
    }

    private void usePipeline() throws SQLException {
        try (Connection connection = primary.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(PIPELINE);
        }
    }
}
