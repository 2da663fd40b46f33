package dev.modelsync.events.fleet;

import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ClusterReport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the workers tell of themselves and of the registries, each into its table. */
final class ReportFold implements RecordFold.Target {
    private static final String INVENTORY = "/inventory";

    private final ClusterReports reports;
    private final ClusterModels models;

    ReportFold(ClusterReports reports, ClusterModels models) {
        this.reports = reports;
        this.models = models;
    }

    @Override
    public boolean add(ConsumerRecord<?, ?> message, Object event) {
        if (event instanceof ClusterReport report) {
            reports.record(report);
            return true;
        }
        if (event instanceof ClusterInventory inventory) {
            models.record(inventory);
            return true;
        }
        return false;
    }

    @Override
    public void forget(String key) {
        if (key.endsWith(INVENTORY)) {
            models.forget(key.substring(0, key.length() - INVENTORY.length()));
        } else {
            reports.forget(key);
        }
    }
}
