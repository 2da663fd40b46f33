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

    /** A statement that enrols a secondary cluster of project {@code p}. */
    public static String enrol(String id) {
        return """
                INSERT INTO hm.cluster (id, project, location, token_sha256)
                VALUES ('%1$s', 'p', 'SECONDARY', encode(sha256('%1$s'), 'hex'))
                """.formatted(id);
    }

    public static String revoke(String id) {
        return "UPDATE hm.cluster SET revoked_at = now() WHERE id = '%s' AND revoked_at IS NULL".formatted(id);
    }

    public static String relabel(String id) {
        return "UPDATE hm.cluster SET labels = '{\"team\": \"search\"}' WHERE id = '%s'".formatted(id);
    }

    /** Deletes the row of a cluster that is revoked. */
    public static String forget(String id) {
        return "DELETE FROM hm.cluster WHERE id = '%s' AND revoked_at IS NOT NULL".formatted(id);
    }
}
