package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.contract.seal.SealingKey;
import dev.modelsync.schema.ClusterChangeType;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterLocation;
import dev.modelsync.schema.CredentialDelivery;
import dev.modelsync.schema.SealedCredential;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Hybrid Manager as it seals credentials for a cluster under test, whose delivery it makes direct. */
final class TestSeal {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

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

    /** Announces the cluster as enrolled with this key. */
    void enrol(SealingKey enrolled) {
        ClusterChanged changed = ClusterChanged.newBuilder()
                .setEventId(cluster.id() + ":1")
                .setClusterId(cluster.id())
                .setRevision(1)
                .setType(ClusterChangeType.ENROLLED)
                .setProjectId(cluster.project())
                .setLocation(ClusterLocation.SELF_MANAGED)
                .setDelivery(CredentialDelivery.DIRECT)
                .setSealingKeyId(enrolled.id())
                .setTokenSha256("0".repeat(64))
                .setEnrolledAt(AT)
                .setActor("test")
                .setOccurredAt(AT)
                .setLsn(1)
                .setSnapshot(false)
                .build();
        String topic = Topic.CLUSTERS.topicName();
        cluster.sendTo(Topic.CLUSTERS, cluster.id(), new SingleObjectSerializer().serialize(topic, changed), null);
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
                .setSealedAt(AT)
                .build();
        String topic = Topic.SEALED_CREDENTIALS.topicName();
        cluster.sendTo(
                Topic.SEALED_CREDENTIALS, subject.key(), new SingleObjectSerializer().serialize(topic, sealed), null);
    }

    /** For all of the cluster's services at once, as a revocation does. */
    void withdraw(List<TestService> services) {
        services.forEach(this::withdraw);
    }

    void withdraw(TestService service) {
        cluster.sendTo(Topic.SEALED_CREDENTIALS, cluster.id() + '/' + service.key(), null, null);
    }
}
