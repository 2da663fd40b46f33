package dev.modelsync.sync.doctor;

import com.zaxxer.hikari.HikariDataSource;
import dev.modelsync.contract.Topic;
import dev.modelsync.sync.credential.EnrolmentReader;
import dev.modelsync.sync.report.KafkaFailure;
import dev.modelsync.sync.settings.ClusterPool;
import dev.modelsync.sync.settings.ClusterSettings;
import dev.modelsync.sync.settings.ClustersProperties;
import dev.modelsync.sync.settings.KafkaSettings;
import dev.modelsync.sync.settings.PrivateKeySetting;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Checks what the workers that are configured in an environment need: Kafka, and the database of each
 * cluster with the worker's own role. It changes nothing and prints no secret.
 */
public final class Doctor {
    private static final String CONFIGURATION = "configuration";
    private static final String OURS = "modelsync.";
    private static final List<Topic> OF_DIRECT_DELIVERY = List.of(Topic.SEALED_CREDENTIALS, Topic.CLUSTERS);

    /** Returns what to exit with: 0 all is well, 1 something fails, 2 something could not be checked. */
    public int examine(Environment environment, PrintStream out) throws InterruptedException {
        Report report = new Report(out);
        try {
            KafkaSettings kafka = bound(environment, "modelsync.kafka", KafkaSettings.class);
            ClustersProperties clusters = bound(environment, "modelsync", ClustersProperties.class);
            report.add("kafka", topics(kafka, clusters));
            for (ClusterSettings cluster : clusters.all()) {
                if (cluster.isDirect()) {
                    report.add(cluster.profile().clusterId(), delivery(kafka, cluster));
                }
                report.add(cluster.profile().clusterId(), database(cluster));
            }
        } catch (BindException | IllegalArgumentException e) {
            report.add("worker", wrong(e));
        }
        return report.exitCode();
    }

    private static <T> T bound(Environment environment, String prefix, Class<T> type) {
        return Binder.get(environment).bindOrCreate(prefix, type);
    }

    private static List<Finding> topics(KafkaSettings kafka, ClustersProperties clusters) throws InterruptedException {
        try (Admin admin = Admin.create(kafka.admin())) {
            boolean someDirect = clusters.all().stream().anyMatch(ClusterSettings::isDirect);
            return new TopicCheck(admin, someDirect ? OF_DIRECT_DELIVERY : List.of()).run();
        } catch (KafkaException e) {
            return List.of(Finding.fail("settings", "no client can be made with modelsync.kafka.*: " + e.getMessage()));
        }
    }

    private static List<Finding> delivery(KafkaSettings kafka, ClusterSettings cluster) {
        PrivateKeySetting key = cluster.privateKeySetting();
        DeliveryCheck check = new DeliveryCheck(key.key().sealingKey().id());
        List<Finding> findings = new ArrayList<>(key.file() == null ? check.configured() : check.file(key.file()));
        try (KafkaConsumer<@Nullable String, byte @Nullable []> consumer =
                new KafkaConsumer<>(kafka.scanner("modelsync-doctor"))) {
            EnrolmentReader reader = new EnrolmentReader(consumer, kafka.valueDeserializer());
            findings.addAll(check.enrolment(reader.of(cluster.profile().clusterId())));
        } catch (KafkaException e) {
            findings.addAll(check.enrolmentUnknown(KafkaFailure.inShort(e)));
        }
        return findings;
    }

    private static List<Finding> database(ClusterSettings cluster) {
        try (HikariDataSource pool =
                ClusterPool.readOnly(cluster.profile().clusterId(), Objects.requireNonNull(cluster.database()))) {
            return new DatabaseCheck(pool, cluster.profile().delivery()).run();
        }
    }

    /** Our own settings say all that is wrong, a line each; what Spring says may quote a value. */
    private static List<Finding> wrong(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof IllegalArgumentException && message.startsWith(OURS)) {
                return message.lines()
                        .map(line -> Finding.fail(CONFIGURATION, line))
                        .toList();
            }
        }
        return List.of(
                Finding.fail(CONFIGURATION, failure instanceof BindException bind ? unreadable(bind) : "unusable"));
    }

    private static String unreadable(BindException bind) {
        Object[] allowed = bind.getTarget().getType().resolve(Object.class).getEnumConstants();
        return bind.getName()
                + (allowed == null ? ": cannot be read" : ": cannot be read, allowed are " + Arrays.toString(allowed));
    }
}
