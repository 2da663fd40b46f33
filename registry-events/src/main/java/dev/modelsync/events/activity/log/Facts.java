package dev.modelsync.events.activity.log;

import dev.modelsync.events.activity.entry.ActivityFact;
import dev.modelsync.events.activity.entry.ActivityReader;
import dev.modelsync.events.activity.proof.LinkTable;
import dev.modelsync.events.kafka.RecordFold;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What events say, into the tables of the log, with the links of its chains: within the transaction of the caller and at a savepoint of its own,
 * so that what the database refuses is passed over alone. After a purge the history stays.
 */
final class Facts implements RecordFold.Target {
    private final TransactionTemplate savepoint;
    private final ActivityTables tables;
    private final LinkTable links;

    Facts(TransactionTemplate transactions, ActivityTables tables, LinkTable links) {
        savepoint = new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.tables = tables;
        this.links = links;
    }

    @Override
    public boolean add(ConsumerRecord<?, ?> message, Object event) {
        List<ActivityFact> facts = ActivityReader.read(event);
        savepoint.executeWithoutResult(status -> facts.forEach(fact -> {
            tables.add(fact);
            links.add(message, fact);
        }));
        return !facts.isEmpty();
    }
}
