package dev.modelsync.sync;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The cluster side: a worker for each configured cluster, which applies the changes of Hybrid
 * Manager's service topic to the cluster's AIDB registry. Databases, migrations and Kafka clients
 * belong to the workers, so Spring Boot must not make any of its own.
 */
@SpringBootApplication(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, KafkaAutoConfiguration.class})
public class SyncConsumerApplication {
    /** The other applications may be on the same class path, so each has a configuration file of its own. */
    private static final Map<String, Object> CONFIGURATION_FILE = Map.of("spring.config.name", "sync-consumer");

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SyncConsumerApplication.class);
        application.setDefaultProperties(CONFIGURATION_FILE);
        application.run(args);
    }

    /** Starts with these properties, which override any other source. The caller closes the context. */
    public static ConfigurableApplicationContext start(Map<String, Object> properties) {
        Map<String, Object> given = new HashMap<>(CONFIGURATION_FILE);
        given.putAll(properties);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        SpringApplication application = new SpringApplication(SyncConsumerApplication.class);
        application.setEnvironment(environment);
        application.setRegisterShutdownHook(false);
        return application.run();
    }
}
