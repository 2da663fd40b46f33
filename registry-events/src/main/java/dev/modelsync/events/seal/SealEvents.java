package dev.modelsync.events.seal;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.TopicValue;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.seal.plan.Announced;
import dev.modelsync.events.seal.plan.Announced.Credential;
import dev.modelsync.events.seal.plan.RecordKey;
import dev.modelsync.events.seal.plan.SealPlan;
import dev.modelsync.events.seal.plan.Sealed;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.CredentialDelivery;
import dev.modelsync.schema.SealedCredential;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records into the plan. One that cannot be read is logged with its position and passed over, so what it is about
 * stays as it was; a sealed credential that cannot be read is replaced, or withdrawn.
 */
final class SealEvents {
    private static final Logger log = LoggerFactory.getLogger(SealEvents.class);

    private final SealPlan plan;

    SealEvents(SealPlan plan) {
        this.plan = plan;
    }

    void read(ConsumerRecord<String, TopicValue> message) {
        String topic = message.topic();
        Object event = event(message);
        if (topic.equals(Topic.SEALED_CREDENTIALS.topicName())) {
            RecordKey.parse(String.valueOf(message.key()))
                    .ifPresentOrElse(
                            key -> plan.holds(key, sealed(message, key, event), message.offset()),
                            () -> skipped(message, "its key is of another form"));
        } else if (message.key() == null) {
            skipped(message, "it has no key");
        } else if (topic.equals(Topic.CLUSTERS.topicName())) {
            cluster(message, event);
        } else {
            service(message, event);
        }
    }

    private void cluster(ConsumerRecord<String, TopicValue> message, @Nullable Object event) {
        if (event instanceof ClusterChanged change) {
            boolean isDirect = change.getDelivery() == CredentialDelivery.DIRECT && change.getRevokedAt() == null;
            plan.cluster(
                    change.getClusterId(),
                    new Announced.Cluster(
                            change.getRevision(), change.getProjectId(), isDirect ? change.getSealingKeyId() : null));
        } else if (message.value() == null) {
            plan.forgotten(message.key());
        } else {
            skipped(message, "it is no event of a cluster");
        }
    }

    private void service(ConsumerRecord<String, TopicValue> message, @Nullable Object event) {
        if (event instanceof ServiceChanged change) {
            plan.service(
                    change.getProjectId(),
                    change.getServiceName(),
                    new Announced.Service(change.getRevision(), credential(change)));
        } else if (message.value() == null) {
            purged(message);
        } else {
            skipped(message, "it is no event of a service");
        }
    }

    private static @Nullable Credential credential(ServiceChanged change) {
        ServiceState state = change.getAfter();
        return state == null || state.getCredentialVersion() == 0
                ? null
                : new Credential(change.getServiceUid(), state.getCredentialVersion(), state.getCredentialRef());
    }

    private void purged(ConsumerRecord<String, TopicValue> message) {
        Optional<ServiceKey> service = ServiceKey.parse(message.key());
        service.ifPresentOrElse(
                key -> plan.purged(key.project(), key.name()), () -> skipped(message, "its key is of another form"));
    }

    private static @Nullable Sealed sealed(
            ConsumerRecord<?, TopicValue> message, RecordKey key, @Nullable Object event) {
        if (event instanceof SealedCredential sealed && isOf(sealed, key)) {
            return new Sealed(sealed.getServiceUid(), sealed.getCredentialVersion(), sealed.getSealingKeyId());
        }
        return message.value() == null ? null : Sealed.UNREADABLE;
    }

    private static boolean isOf(SealedCredential sealed, RecordKey key) {
        return key.equals(new RecordKey(sealed.getClusterId(), sealed.getProjectId(), sealed.getServiceName()));
    }

    /** Null for a record without a value, and for one that cannot be read: whoever misses an event of its topic tells. */
    private static @Nullable Object event(ConsumerRecord<String, TopicValue> message) {
        @Nullable TopicValue value = message.value();
        return value != null && value.read() instanceof TopicValue.Event read ? read.event() : null;
    }

    private static void skipped(ConsumerRecord<?, ?> message, String reason) {
        log.warn("Record at {}-{}@{} skipped: {}", message.topic(), message.partition(), message.offset(), reason);
    }
}
