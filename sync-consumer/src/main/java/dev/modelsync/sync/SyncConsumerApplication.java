package dev.modelsync.sync;

import dev.modelsync.sync.credential.KeyPairCommand;
import dev.modelsync.sync.doctor.Doctor;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
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
 * belong to the workers, so Spring Boot must not make any of its own. Nor must it guard probes, metrics and picker
 * by a password that nobody knows, where another application has brought Spring Security onto the class path.
 */
@SpringBootApplication(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, KafkaAutoConfiguration.class},
        excludeName = {
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
        })
public class SyncConsumerApplication {
    /** The other applications may be on the same class path, so each has a configuration file of its own. */
    private static final Map<String, Object> CONFIGURATION_FILE = Map.of("spring.config.name", "sync-consumer");

    private static final String DOCTOR = "doctor";
    private static final String KEYPAIR = "keypair";

    /** The report is all that the doctor prints. */
    private static final String[] QUIET = {
        "--logging.level.root=off",
        "--logging.level.org.apache.kafka=off",
        "--logging.level.org.springframework.kafka=off",
        "--logging.level.com.zaxxer.hikari=off",
        "--logging.level.org.flywaydb=off"
    };

    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0 && args[0].equals(DOCTOR)) {
            System.exit(examine(Map.of(), System.out, QUIET));
        }
        if (args.length > 0 && args[0].equals(KEYPAIR)) {
            String[] rest = Arrays.copyOfRange(args, 1, args.length);
            System.exit(new KeyPairCommand(System.out, System.err).run(rest));
        }
        SpringApplication application = new SpringApplication(SyncConsumerApplication.class);
        application.setDefaultProperties(CONFIGURATION_FILE);
        application.run(args);
    }

    /**
     * Checks, for the same configuration as that of {@link #start}, whether the workers have what they
     * need, and prints what was found. Changes nothing.
     *
     * @return 0 when all is well, 1 when something fails, 2 when something could not be checked
     */
    public static int examine(Map<String, Object> properties, PrintStream out, String... args)
            throws InterruptedException {
        SpringApplication application = new SpringApplication(Doctor.class);
        application.setEnvironment(environmentWith(properties));
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        try (ConfigurableApplicationContext context = application.run(args)) {
            return context.getBean(Doctor.class).examine(context.getEnvironment(), out);
        }
    }

    /** Starts with these properties, which override any other source. The caller closes the context. */
    public static ConfigurableApplicationContext start(Map<String, Object> properties) {
        SpringApplication application = new SpringApplication(SyncConsumerApplication.class);
        application.setEnvironment(environmentWith(properties));
        application.setRegisterShutdownHook(false);
        return application.run();
    }

    private static StandardEnvironment environmentWith(Map<String, Object> properties) {
        Map<String, Object> given = new HashMap<>(CONFIGURATION_FILE);
        given.putAll(properties);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        return environment;
    }
}
