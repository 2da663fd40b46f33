package dev.modelsync.proxy;

import dev.modelsync.provider.secret.SecretConfiguration;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The proxy as a process. Requests come in on a server of their own, on Netty; the server that Spring Boot starts
 * answers probes and metrics only.
 */
@SpringBootApplication
@Import(SecretConfiguration.class)
public class InferenceProxyApplication {
    /** The other applications may be on the same class path, so each has a configuration file of its own. */
    private static final Map<String, Object> CONFIGURATION_FILE = Map.of("spring.config.name", "inference-proxy");

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(InferenceProxyApplication.class);
        application.setDefaultProperties(CONFIGURATION_FILE);
        application.run(args);
    }

    /** Starts with these properties, which override any other source. The caller closes the context. */
    public static ConfigurableApplicationContext start(Map<String, Object> properties) {
        Map<String, Object> given = new HashMap<>(CONFIGURATION_FILE);
        given.putAll(properties);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        SpringApplication application = new SpringApplication(InferenceProxyApplication.class);
        application.setEnvironment(environment);
        application.setRegisterShutdownHook(false);
        return application.run();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
