package dev.modelsync.sync.apply;

import dev.modelsync.sync.plan.ServiceEvent;

/** An event and the record that carried it. */
public record ServiceRecord(ServiceEvent event, RecordPosition position) {}
