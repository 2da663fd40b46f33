package dev.modelsync.proxy.topics;

import dev.modelsync.proxy.routes.RouteTable;
import dev.modelsync.proxy.topics.TopicReading.Directory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up as soon as the topics have been read to their end once and the secret store, where it is needed, has answered once.
 * From then on both may be away; it says for how long.
 */
final class TopicsHealth implements HealthIndicator {
    private final Freshness freshness;
    private final Directory directory;
    private final CredentialLoader credentials;

    TopicsHealth(Freshness freshness, Directory directory, CredentialLoader credentials) {
        this.freshness = freshness;
        this.directory = directory;
        this.credentials = credentials;
    }

    @Override
    public Health health() {
        RouteTable table = directory.routes().table();
        boolean hasCredentials = credentials.hasAnswered() || !credentials.isAway();
        Health.Builder health = (freshness.isComplete() && hasCredentials ? Health.up() : Health.outOfService())
                .withDetail("services", table.reachable())
                .withDetail("unreadyServices", table.unready())
                .withDetail("waitingServices", directory.served().waiting())
                .withDetail("clusters", directory.clusters().table().size())
                .withDetail("unreadableRecords", freshness.unreadableRecords());
        if (credentials.isAway()) {
            health.withDetail("secretStore", "does not answer");
        }
        freshness.age().ifPresent(age -> health.withDetail("ageSeconds", age.toSeconds()));
        freshness.outage().ifPresent(why -> health.withDetail("outage", why));
        return health.build();
    }
}
