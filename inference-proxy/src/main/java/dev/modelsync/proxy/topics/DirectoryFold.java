package dev.modelsync.proxy.topics;

import dev.modelsync.contract.EventDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.contract.UnreadableEventException;
import dev.modelsync.proxy.access.ClusterFold;
import dev.modelsync.proxy.access.Clusters;
import dev.modelsync.proxy.routes.RouteFold;
import dev.modelsync.proxy.routes.RouteMaker;
import dev.modelsync.proxy.routes.RouteTable;
import dev.modelsync.proxy.routes.Routes;
import dev.modelsync.proxy.routes.ServiceId;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ServiceChanged;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Both topics, folded from their beginning. A record that cannot be read leaves a service as it was, and closes
 * a cluster: what it says may be a revocation. While a schema registry is away, nothing is taken: it throws. For one thread.
 */
final class DirectoryFold {
    private final RouteFold routes;
    private final ClusterFold clusters = new ClusterFold();
    private final EventDeserializer values;

    /** @param before what is served until this fold has something better */
    DirectoryFold(RouteMaker maker, RouteTable before, EventDeserializer values) {
        this.routes = new RouteFold(maker, before);
        this.values = values;
    }

    /** What a record did. */
    enum Taken {
        NEWS,
        STALE,
        UNREADABLE
    }

    Taken take(ConsumerRecord<String, byte[]> message) {
        if (message.key() == null) {
            return Taken.UNREADABLE;
        }
        boolean ofService = message.topic().equals(Topic.INFERENCE_SERVICES.topicName());
        if (message.value() == null) {
            gone(ofService, message.key());
            return Taken.NEWS;
        }
        try {
            return take(ofService, message);
        } catch (IllegalArgumentException e) {
            // A value that no publisher of ours writes; counted and told by the caller.
            return Taken.UNREADABLE;
        }
    }

    private Taken take(boolean ofService, ConsumerRecord<String, byte[]> message) {
        SpecificRecord event = event(message);
        if (ofService && event instanceof ServiceChanged change && isOf(change, message.key())) {
            return routes.apply(EventReader.read(change)) ? Taken.NEWS : Taken.STALE;
        }
        if (!ofService
                && event instanceof ClusterChanged change
                && change.getClusterId().equals(message.key())) {
            return clusters.apply(EventReader.read(change)) ? Taken.NEWS : Taken.STALE;
        }
        if (!ofService) {
            clusters.close(message.key());
        }
        return Taken.UNREADABLE;
    }

    RouteFold routes() {
        return routes;
    }

    void publish(Routes to, Clusters clusterAccess) {
        to.publish(routes.table());
        clusterAccess.publish(clusters.table());
    }

    private void gone(boolean ofService, String key) {
        int slash = key.indexOf('/');
        if (!ofService) {
            clusters.close(key);
        } else if (slash > 0) {
            routes.purge(new ServiceId(key.substring(0, slash), key.substring(slash + 1)));
        }
    }

    private @Nullable SpecificRecord event(ConsumerRecord<String, byte[]> message) {
        try {
            return values.deserialize(message.topic(), message.headers(), message.value());
        } catch (UnreadableEventException e) {
            // Counted and told by the caller.
            return null;
        }
    }

    private static boolean isOf(ServiceChanged change, String key) {
        return key.equals(change.getProjectId() + '/' + change.getServiceName());
    }
}
