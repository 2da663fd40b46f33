package dev.modelsync.sync;

import dev.modelsync.schema.ChangeSource;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes of one service as Hybrid Manager would announce them. */
record TestService(String project, String name, String uid) {

    static final String EMBEDDINGS = "openai_embeddings";
    static final String COMPLETIONS = "openai_completions";

    static TestService of(String project, String name) {
        return new TestService(
                project,
                name,
                UUID.nameUUIDFromBytes((project + name).getBytes()).toString());
    }

    String key() {
        return project + '/' + name;
    }

    static ModelState embedding(String registryName) {
        return model(registryName, EMBEDDINGS, "text-embedding-3-small", "/v1/embeddings");
    }

    static ModelState completion(String registryName) {
        return model(registryName, COMPLETIONS, "gpt-4o", "/v1/chat/completions");
    }

    static ModelState model(String registryName, String provider, String upstream, String path) {
        return ModelState.newBuilder()
                .setRegistryName(registryName)
                .setUpstreamModel(upstream)
                .setFunction("TEXT_EMBEDDING")
                .setAidbProvider(provider)
                .setRequestPath(path)
                .build();
    }

    ServiceChanged declared(long revision, ModelState... models) {
        return change(revision, ChangeType.UPDATED, Arrays.asList(models));
    }

    ServiceChanged withdrawn(long revision) {
        return change(revision, ChangeType.DEREGISTERED, null);
    }

    /** The same change of a service whose provider is elsewhere, or whose credential is of another version. */
    static ServiceChanged at(String endpoint, int credentialVersion, ServiceChanged change) {
        ServiceState state = ServiceState.newBuilder(change.getAfter())
                .setEndpointUrl(endpoint)
                .setCredentialVersion(credentialVersion)
                .build();
        return ServiceChanged.newBuilder(change).setAfter(state).build();
    }

    private ServiceChanged change(long revision, ChangeType type, @Nullable List<ModelState> models) {
        ServiceState after = models == null
                ? null
                : ServiceState.newBuilder()
                        .setProvider("OPENAI")
                        .setEndpointUrl("https://api.openai.com")
                        .setApiProtocolVersion("OPENAI_V1")
                        .setAllowInsecure(false)
                        .setCredentialVersion(1)
                        .setLabels(Map.of())
                        .setModels(models)
                        .build();
        return ServiceChanged.newBuilder()
                .setEventId(uid + ':' + revision)
                .setProjectId(project)
                .setServiceName(name)
                .setServiceUid(uid)
                .setRevision(revision)
                .setType(type)
                .setAfter(after)
                .setActor("test")
                .setOccurredAt(Instant.parse("2026-11-22T10:00:00Z"))
                .setSource(ChangeSource.newBuilder()
                        .setLsn(revision)
                        .setSnapshot(false)
                        .build())
                .build();
    }
}
