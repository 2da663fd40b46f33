package dev.modelsync.events;

/** Rows as someone writes them by hand. */
public final class Sql {
    private Sql() {}

    /** A statement that registers a service with one model, named like the service. */
    public static String insert(String project, String name) {
        return insert(project, name, name);
    }

    public static String insert(String project, String name, String registryName) {
        return """
                INSERT INTO hm.inference_service (project, name, provider, endpoint_url, api_protocol_version, models)
                VALUES ('%s', '%s', 'OPENAI_COMPATIBLE', 'https://models.example.com', 'OPENAI_V1', '%s')
                """.formatted(project, name, models(registryName));
    }

    /** The JSON of one model. */
    public static String models(String registryName) {
        return """
                [{"registryName": "%s", "upstreamModel": "m", "function": "TEXT_EMBEDDING",
                  "aidbProvider": "openai_embeddings", "requestPath": "/v1/embeddings"}]
                """.formatted(registryName);
    }

    public static String deregister(String project, String name) {
        return """
                UPDATE hm.inference_service SET state = 'DEREGISTERED'
                WHERE project = '%s' AND name = '%s' AND state = 'REGISTERED'
                """.formatted(project, name);
    }

    public static String purge(String project, String name) {
        return """
                DELETE FROM hm.inference_service
                WHERE project = '%s' AND name = '%s' AND state = 'DEREGISTERED'
                """.formatted(project, name);
    }
}
