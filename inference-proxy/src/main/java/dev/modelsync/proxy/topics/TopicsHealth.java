package dev.modelsync.proxy.topics;

import dev.modelsync.proxy.access.Clusters;
import dev.modelsync.proxy.routes.RouteTable;
import dev.modelsync.proxy.routes.Routes;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up as soon as the topics have been read to their end once. From then on Kafka may be away; it says for how long. */
final class TopicsHealth implements HealthIndicator {
    private final Freshness freshness;
    private final Routes routes;
    private final Clusters clusters;

    TopicsHealth(Freshness freshness, Routes routes, Clusters clusters) {
        this.freshness = freshness;
        this.routes = routes;
        this.clusters = clusters;
    }

    @Override
    public Health health() {
        RouteTable table = routes.table();
        Health.Builder health = (freshness.isComplete() ? Health.up() : Health.outOfService())
                .withDetail("services", table.reachable())
                .withDetail("unreadyServices", table.unready())
                .withDetail("clusters", clusters.table().size())
                .withDetail("unreadableRecords", freshness.unreadableRecords());
        freshness.age().ifPresent(age -> health.withDetail("ageSeconds", age.toSeconds()));
        freshness.outage().ifPresent(why -> health.withDetail("outage", why));
        return health.build();
    }
}
