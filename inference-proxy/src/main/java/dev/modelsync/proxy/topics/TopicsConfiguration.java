package dev.modelsync.proxy.topics;

import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.proxy.access.Clusters;
import dev.modelsync.proxy.routes.RouteMaker;
import dev.modelsync.proxy.routes.Routes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
class TopicsConfiguration {
    private static final double MILLIS = 1000.0;

    @Bean
    Routes routes() {
        return new Routes();
    }

    @Bean
    Clusters clusters() {
        return new Clusters();
    }

    @Bean
    Freshness freshness(Clock clock) {
        return new Freshness(clock);
    }

    @Bean
    TopicFollower topicFollower(
            KafkaSettings kafka, SecretStore secrets, Routes routes, Clusters clusters, Freshness freshness) {
        RouteMaker maker = new RouteMaker(new Credentials(secrets)::find);
        return new TopicFollower(
                () -> new TopicReading(
                        new TopicSource(kafka),
                        new DirectoryFold(maker, kafka.valueDeserializer()),
                        routes,
                        clusters,
                        freshness),
                freshness);
    }

    @Bean
    HealthIndicator topicsHealthIndicator(Freshness freshness, Routes routes, Clusters clusters) {
        return new TopicsHealth(freshness, routes, clusters);
    }

    @Bean
    MeterBinder topicMetrics(Freshness freshness, Routes routes, Clusters clusters) {
        return registry -> bind(registry, freshness, routes, clusters);
    }

    private static void bind(MeterRegistry registry, Freshness freshness, Routes routes, Clusters clusters) {
        Gauge.builder("modelsync.proxy.topics.age", freshness, TopicsConfiguration::age)
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("modelsync.proxy.services", routes, known -> known.table().reachable())
                .register(registry);
        Gauge.builder(
                        "modelsync.proxy.services.unready",
                        routes,
                        known -> known.table().unready())
                .register(registry);
        Gauge.builder(
                        "modelsync.proxy.clusters",
                        clusters,
                        known -> known.table().size())
                .register(registry);
        Gauge.builder("modelsync.proxy.records.unreadable", freshness, Freshness::unreadableRecords)
                .register(registry);
    }

    private static double age(Freshness freshness) {
        return freshness
                .age()
                .map(Duration::toMillis)
                .map(millis -> millis / MILLIS)
                .orElse(Double.NaN);
    }
}
