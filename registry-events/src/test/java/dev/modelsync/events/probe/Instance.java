package dev.modelsync.events.probe;

import dev.modelsync.provider.address.OutboundAddresses;
import dev.modelsync.provider.address.OutboundPolicy;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one process of Hybrid Manager has for probing, on a database that it may share with others. */
final class Instance implements AutoCloseable {
    final StatusTable table;
    final Probing probing;
    final Pace pace;
    private final ProbeSchedule schedule;

    Instance(DataSource database, ProbeProperties properties) {
        ProviderClient client =
                new ProviderClient(new OutboundAddresses(OutboundPolicy.everything()), properties.timeout());
        table = new StatusTable(JdbcClient.create(database));
        pace = new Pace(properties, () -> 0.5);
        probing = new Probing(new EndpointProbe(client, true), new NoSecrets(), table, pace, new ProbeMetrics());
        schedule = new ProbeSchedule(table, probing, client, pace.lease(), properties.concurrency());
    }

    /** Probes every hour, confirms at once. */
    static ProbeProperties hourly(Duration timeout, int concurrency) {
        return new ProbeProperties(true, Duration.ofHours(1), timeout, Duration.ZERO, concurrency);
    }

    void start() {
        schedule.start();
    }

    @Override
    public void close() {
        schedule.close();
    }

    private static final class NoSecrets implements SecretStore {
        @Override
        public void put(SecretReference reference, Secret secret) {
            throw new UnsupportedOperationException("Probing stores no secret");
        }

        @Override
        public Optional<Secret> get(SecretReference reference) {
            return Optional.empty();
        }

        @Override
        public void delete(SecretReference reference) {
            throw new UnsupportedOperationException("Probing deletes no secret");
        }
    }
}
