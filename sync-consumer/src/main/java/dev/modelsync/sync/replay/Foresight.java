package dev.modelsync.sync.replay;

import dev.modelsync.sync.apply.Batch;
import dev.modelsync.sync.journal.Journal;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadableRecord;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.Forecast;
import dev.modelsync.sync.plan.SyncPlanner;
import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.registry.AidbModelRegistry;
import dev.modelsync.sync.registry.CredentialSource;
import dev.modelsync.sync.registry.ModelCredentials;
import dev.modelsync.sync.registry.ModelRegistry;
import dev.modelsync.sync.registry.RegistryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What deciding services anew would do. It looks at journal and registry as they are at one moment, in a transaction
 * that may not write, takes no lock, and goes through the services as their batches would.
 */
final class Foresight {
    private final AidbDatabase database;
    private final ClusterProfile profile;
    private final CredentialSource source;
    private final SyncPlanner planner;
    private final TransactionTemplate looking;

    Foresight(AidbDatabase database, ClusterProfile profile, CredentialSource source) {
        this.database = database;
        this.profile = profile;
        this.source = source;
        this.planner = new SyncPlanner(profile);
        this.looking = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        looking.setReadOnly(true);
        looking.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** In the order in which they are gone through; those that cannot be read come last. */
    List<PlannedService> of(List<ServiceRecord> services, List<UnreadableRecord> unreadable) {
        List<PlannedService> plan =
                new ArrayList<>(Objects.requireNonNull(looking.execute(look -> imagined(Batch.inOrder(services)))));
        for (UnreadableRecord record : unreadable) {
            plan.add(new PlannedService(
                    record.key(), null, record.position(), Forecast.unreadable(record.reason()), null));
        }
        return plan;
    }

    private List<PlannedService> imagined(List<ServiceRecord> services) {
        ModelRegistry registry = new AidbModelRegistry(database.jdbc(), database.capabilities());
        ModelCredentials credentials = ModelCredentials.of(database, registry, source);
        Journal journal = new Journal(database.jdbc(), profile.fingerprint(), database.clock());
        credentials.load();
        ImaginedBatches batches =
                new ImaginedBatches(planner, journal, new RegistryView(registry, journal, credentials, source));
        return batches.of(services);
    }
}
