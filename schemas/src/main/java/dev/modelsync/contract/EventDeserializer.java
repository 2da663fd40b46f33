package dev.modelsync.contract;

import dev.modelsync.contract.UnreadableEventException.Cause;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of our topics as client properties say: by a schema registry's deserialiser where {@code
 * value.deserializer} names one, and Avro's single-object encoding in any case, so that a topic may hold both.
 * Whether the registry's deserialiser makes generated types or generic records makes no difference.
 *
 * <p>A null value stays null. A record that can never be read fails with {@link UnreadableEventException}, one of which
 * nothing is known because the registry is away with {@link SchemaRegistryUnavailableException}. For one thread.
 */
public final class EventDeserializer implements Deserializer<SpecificRecord> {
    static {
        TrustedTypes.register();
    }

    private final SingleObjectDeserializer singleObject = new SingleObjectDeserializer();
    private final RecordConversion conversion = new RecordConversion();
    private final @Nullable Deserializer<?> configured;

    private EventDeserializer(@Nullable Deserializer<?> configured) {
        this.configured = configured;
    }

    /**
     * @param properties of the client, those of the deserialiser among them
     * @throws IllegalArgumentException when they name a class that is not there
     */
    public static EventDeserializer of(Map<String, ?> properties) {
        Object name = properties.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        if (name == null) {
            return new EventDeserializer(null);
        }
        try {
            Deserializer<?> deserializer = Utils.newInstance(name.toString(), Deserializer.class);
            deserializer.configure(properties, false);
            return new EventDeserializer(deserializer);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "modelsync.kafka.properties." + ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG
                            + " names a class that is not on the class path: " + name,
                    e);
        }
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] bytes) {
        return deserialize(topic, new RecordHeaders(), bytes);
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
        Deserializer<?> registry = configured;
        if (bytes == null || registry == null || SingleObjectDeserializer.isSingleObject(bytes)) {
            return singleObject.deserialize(topic, bytes);
        }
        try {
            if (registry.deserialize(topic, headers, bytes) instanceof IndexedRecord event) {
                return conversion.toContract(event);
            }
        } catch (UnreadableEventException e) {
            throw e;
        } catch (RuntimeException e) {
            throw classified(e);
        }
        throw new UnreadableEventException(
                Cause.MALFORMED, registry.getClass().getName() + " made no Avro record of it");
    }

    @Override
    public void close() {
        if (configured != null) {
            configured.close();
        }
    }

    private static RuntimeException classified(RuntimeException failure) {
        if (chain(failure).anyMatch(EventDeserializer::isOutage)) {
            return new SchemaRegistryUnavailableException(failure);
        }
        if (chain(failure).anyMatch(EventDeserializer::isUnknownSchema)) {
            return new UnreadableEventException(Cause.UNKNOWN_SCHEMA, "the registry does not know its schema", failure);
        }
        if (chain(failure).anyMatch(EventDeserializer::isMalformed)) {
            return new UnreadableEventException(Cause.MALFORMED, "the deserialiser refused it", failure);
        }
        return new SchemaRegistryUnavailableException(failure);
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof IOException && !(failure instanceof EOFException);
    }

    /** Clients of registries have no type in common; each calls it so that answers 404. */
    private static boolean isUnknownSchema(Throwable failure) {
        return failure.getClass().getSimpleName().endsWith("NotFoundException");
    }

    private static boolean isMalformed(Throwable failure) {
        return failure instanceof SerializationException
                || failure instanceof AvroRuntimeException
                || failure instanceof EOFException
                || failure instanceof BufferUnderflowException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof IllegalArgumentException;
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
