package dev.modelsync.sync.consume;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.contract.UnreadableEventException;
import dev.modelsync.contract.UnreadableEventException.Cause;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import dev.modelsync.sync.journal.RecordPosition;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadableRecord;
import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.DeclaredModel;
import dev.modelsync.sync.plan.Endpoint;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record of the service topic into the cluster's view of the change. Nothing that a record
 * holds makes it fail: what cannot be understood is a reading of its own.
 */
public final class ServiceEventReader {
    private final Deserializer<?> deserializer;
    private final Clock clock;

    /** @param deserializer used by one thread only */
    public ServiceEventReader(Deserializer<?> deserializer, Clock clock) {
        this.deserializer = deserializer;
        this.clock = clock;
    }

    Reading read(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
        RecordPosition position = new RecordPosition(record.topic(), record.partition(), record.offset());
        ServiceKey key =
                record.key() == null ? null : ServiceKey.parse(record.key()).orElse(null);
        if (key == null) {
            ServiceKey substitute = ServiceKey.unknownAt(position.toString());
            return unreadable(record, substitute, Reason.UNREADABLE_EVENT, "its key is not project/name");
        }
        byte[] value = record.value();
        if (value == null) {
            return new Reading.Event(new ServiceRecord(new ServiceEvent.Purged(key), position));
        }
        try {
            return eventOf(record, key, deserializer.deserialize(record.topic(), record.headers(), value), position);
        } catch (UnreadableEventException e) {
            Reason reason = e.reason() == Cause.UNKNOWN_SCHEMA ? Reason.UNKNOWN_SCHEMA : Reason.UNREADABLE_EVENT;
            return unreadable(record, key, reason, String.valueOf(e.getMessage()));
        } catch (SerializationException e) {
            return unreadable(record, key, Reason.UNREADABLE_EVENT, "the deserialiser refused it");
        } catch (IllegalArgumentException e) {
            return unreadable(record, key, Reason.UNREADABLE_EVENT, String.valueOf(e.getMessage()));
        }
    }

    private Reading eventOf(
            ConsumerRecord<@Nullable String, byte @Nullable []> record,
            ServiceKey key,
            @Nullable Object value,
            RecordPosition position) {
        if (!(value instanceof ServiceChanged changed)) {
            String found = value == null ? "nothing" : value.getClass().getSimpleName();
            return unreadable(record, key, Reason.UNREADABLE_EVENT, "it holds " + found + ", not ServiceChanged");
        }
        ServiceKey inside = new ServiceKey(changed.getProjectId(), changed.getServiceName());
        if (!inside.equals(key)) {
            return unreadable(record, key, Reason.UNREADABLE_EVENT, "it is about service " + inside);
        }
        return new Reading.Event(new ServiceRecord(eventOf(changed, key), position));
    }

    private static ServiceEvent eventOf(ServiceChanged changed, ServiceKey key) {
        ChangeId change = new ChangeId(
                changed.getEventId(), changed.getServiceUid(), changed.getRevision(), changed.getOccurredAt());
        if (changed.getAfter() == null) {
            return new ServiceEvent.Withdrawn(key, change);
        }
        return new ServiceEvent.Declared(
                key,
                change,
                changed.getAfter().getModels().stream()
                        .map(ServiceEventReader::modelOf)
                        .toList(),
                endpointOf(changed.getAfter()));
    }

    private static Endpoint endpointOf(ServiceState state) {
        return new Endpoint(state.getEndpointUrl(), state.getAllowInsecure(), state.getCredentialVersion());
    }

    private static DeclaredModel modelOf(ModelState model) {
        return new DeclaredModel(
                model.getRegistryName(), model.getAidbProvider(), model.getUpstreamModel(), model.getRequestPath());
    }

    private Reading unreadable(
            ConsumerRecord<@Nullable String, byte @Nullable []> record, ServiceKey key, Reason reason, String why) {
        RecordPosition position = new RecordPosition(record.topic(), record.partition(), record.offset());
        ChangeId announced = new ChangeId(
                EventHeaders.idOf(record.headers())
                        .filter(id -> id.indexOf('\0') < 0)
                        .orElse(position.toString()),
                "",
                0,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        byte[] value = record.value() == null ? new byte[0] : record.value();
        String detail = reason.explanation() + ": record " + position + ": " + why;
        return new Reading.Unreadable(new UnreadableRecord(key, announced, reason, detail, position, value));
    }
}
