package dev.modelsync.events.fleet;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.listener.MessageListener;

/**
 * Folds what the workers tell into the tables. What can never be stored is logged with its position
 * and passed over; any other failure is thrown, and the container repeats the record until it succeeds.
 */
final class ReportListener implements MessageListener<String, ReceivedReport> {
    private static final Logger log = LoggerFactory.getLogger(ReportListener.class);
    private static final String INVENTORY = "/inventory";

    private final ClusterReports reports;
    private final ClusterModels models;

    ReportListener(ClusterReports reports, ClusterModels models) {
        this.reports = reports;
        this.models = models;
    }

    @Override
    public void onMessage(ConsumerRecord<String, ReceivedReport> message) {
        try {
            fold(message);
        } catch (DataIntegrityViolationException e) {
            skipped(
                    message,
                    "the table refuses it: "
                            + e.getMostSpecificCause().getClass().getSimpleName());
        }
    }

    private void fold(ConsumerRecord<String, ReceivedReport> message) {
        @Nullable ReceivedReport received = message.value();
        if (received instanceof ReceivedReport.Heartbeat heartbeat) {
            reports.record(heartbeat.report());
        } else if (received instanceof ReceivedReport.Inventory taken) {
            models.record(taken.inventory());
        } else if (received instanceof ReceivedReport.Unreadable unreadable) {
            skipped(message, unreadable.reason());
        } else {
            forget(message.key());
        }
    }

    /** A key without a value: the cluster is no more. */
    private void forget(@Nullable String key) {
        if (key != null && key.endsWith(INVENTORY)) {
            models.forget(key.substring(0, key.length() - INVENTORY.length()));
        } else if (key != null) {
            reports.forget(key);
        }
    }

    private static void skipped(ConsumerRecord<String, ReceivedReport> message, String reason) {
        log.warn("Report at {}-{}@{} skipped: {}", message.topic(), message.partition(), message.offset(), reason);
    }
}
