package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.contract.seal.SealingKey;
import dev.modelsync.schema.SealedCredential;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/** Hybrid Manager as it seals credentials for a cluster under test, whose delivery it makes direct. */
final class TestSeal {
    private final TestCluster cluster;
    private SealingKey key;

    TestSeal(TestCluster cluster) {
        OpeningKey opening = OpeningKey.generate();
        this.cluster = cluster.set("delivery", "direct").set("private-key", opening.reveal());
        this.key = opening.sealingKey();
    }

    SealingKey key() {
        return key;
    }

    /** From now on as if the cluster were enrolled with this key. */
    void use(SealingKey another) {
        key = another;
    }

    void seal(TestService service, int version, String apiKey) {
        seal(service, version, Map.of("apiKey", apiKey));
    }

    void seal(TestService service, int version, Map<String, String> fields) {
        CredentialSubject subject =
                new CredentialSubject(cluster.id(), service.project(), service.name(), service.uid(), version);
        SealedCredential sealed = SealedCredential.newBuilder()
                .setClusterId(subject.clusterId())
                .setProjectId(subject.projectId())
                .setServiceName(subject.serviceName())
                .setServiceUid(subject.serviceUid())
                .setCredentialVersion(version)
                .setSealingKeyId(key.id())
                .setCiphertext(ByteBuffer.wrap(key.seal(subject, fields)))
                .setSealedAt(Instant.parse("2026-11-22T10:00:00Z"))
                .build();
        String topic = Topic.SEALED_CREDENTIALS.topicName();
        cluster.sendTo(
                Topic.SEALED_CREDENTIALS, subject.key(), new SingleObjectSerializer().serialize(topic, sealed), null);
    }

    void withdraw(TestService service) {
        cluster.sendTo(Topic.SEALED_CREDENTIALS, cluster.id() + '/' + service.key(), null, null);
    }
}
