package dev.modelsync.sync.heartbeat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What names a model: steps of pipelines, knowledge bases, agents. Views that a build does not have,
 * or that the worker's role may not read, are left out. Semantic knowledge bases are not looked at,
 * because the name of the column that holds their model is not published.
 */
final class ModelUses {
    private enum Source {
        PIPELINE("aidb.pipelines", """
                select step -> 'options' ->> 'model' as model, 'PIPELINE' as kind, p.name::text as name
                from aidb.pipelines p
                cross join jsonb_array_elements(
                    case jsonb_typeof(p.steps) when 'array' then p.steps else '[]' end) as step
                """),
        KNOWLEDGE_BASE("aidb.knowledge_bases", """
                select k.model_name::text as model, 'KNOWLEDGE_BASE' as kind, k.name::text as name
                from aidb.knowledge_bases k
                """),
        AGENT("aidb.agents", """
                select a.model::text as model, 'AGENT' as kind, a.name::text as name
                from aidb.agents a
                """);

        private final String view;
        private final String query;

        Source(String view, String query) {
            this.view = view;
            this.query = query;
        }
    }

    private final JdbcClient jdbc;

    ModelUses(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** @param kind PIPELINE, KNOWLEDGE_BASE or AGENT */
    record Use(String kind, String name) {}

    /** By the name of the model; of each, in a fixed order. */
    Map<String, List<Use>> byModel() {
        List<Source> readable = new ArrayList<>();
        for (Source source : Source.values()) {
            if (isReadable(source)) {
                readable.add(source);
            }
        }
        Map<String, List<Use>> uses = new HashMap<>();
        if (!readable.isEmpty()) {
            String all = readable.stream().map(source -> source.query).collect(Collectors.joining(" union "));
            jdbc.sql("select model, kind, name from (" + all + ") as used where model is not null order by kind, name")
                    .query(row -> {
                        uses.computeIfAbsent(row.getString("model"), none -> new ArrayList<>())
                                .add(new Use(row.getString("kind"), row.getString("name")));
                    });
        }
        return uses;
    }

    private boolean isReadable(Source source) {
        return jdbc.sql("select coalesce(has_table_privilege(to_regclass(:view), 'SELECT'), false)")
                .param("view", source.view)
                .query(Boolean.class)
                .single();
    }
}
