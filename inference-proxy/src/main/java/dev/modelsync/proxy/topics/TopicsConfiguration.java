package dev.modelsync.proxy.topics;

import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.proxy.access.Clusters;
import dev.modelsync.proxy.routes.RouteMaker;
import dev.modelsync.proxy.routes.Routes;
import dev.modelsync.proxy.topics.TopicReading.Directory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaSettings.class, ReportProperties.class})
class TopicsConfiguration {
    private static final double MILLIS = 1000.0;
    private static final int RANDOM_BYTES = 4;

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
    ServedState servedState() {
        return new ServedState();
    }

    @Bean
    CredentialLoader credentialLoader(SecretStore secrets) {
        return new CredentialLoader(secrets);
    }

    @Bean
    Directory directory(Routes routes, Clusters clusters, ServedState served) {
        return new Directory(routes, clusters, served);
    }

    @Bean
    TopicFollower topicFollower(
            KafkaSettings kafka, CredentialLoader credentials, Directory directory, Freshness freshness) {
        RouteMaker maker = new RouteMaker(credentials::find);
        return new TopicFollower(
                () -> new TopicReading(
                        new TopicSource(kafka),
                        new DirectoryFold(maker, directory.routes().table(), kafka.valueDeserializer()),
                        credentials,
                        directory,
                        freshness),
                freshness);
    }

    @Bean
    ServedReports servedReports(KafkaSettings kafka, ReportProperties properties, ServedState served, Clock clock) {
        return new ServedReports(
                served,
                new ReportWriter(properties.id() == null ? randomId() : properties.id()),
                () -> new KafkaProducer<>(kafka.producer(), new StringSerializer(), kafka.valueSerializer()),
                properties.interval(),
                clock);
    }

    /** The host's name says where to look, the rest that it is another process than the one before. */
    private static String randomId() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return hostName() + '-' + HexFormat.of().formatHex(random);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A host may have no name that resolves; then what is random has to do.
            return "proxy";
        }
    }

    @Bean
    HealthIndicator topicsHealthIndicator(Freshness freshness, Directory directory, CredentialLoader credentials) {
        return new TopicsHealth(freshness, directory, credentials);
    }

    @Bean
    MeterBinder topicMetrics(Freshness freshness, Directory directory) {
        return registry -> bind(registry, freshness, directory);
    }

    private static void bind(MeterRegistry registry, Freshness freshness, Directory directory) {
        Routes routes = directory.routes();
        Clusters clusters = directory.clusters();
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
        Gauge.builder("modelsync.proxy.services.waiting", directory.served(), ServedState::waiting)
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
