package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.ServiceEvent;

/** An event and the record that carried it. */
public record ServiceRecord(ServiceEvent event, RecordPosition position) {}
