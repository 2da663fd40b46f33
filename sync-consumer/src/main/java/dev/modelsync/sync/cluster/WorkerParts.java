package dev.modelsync.sync.cluster;

import dev.modelsync.sync.consume.ServiceTopic;
import dev.modelsync.sync.report.OutcomeSender;
import java.time.Clock;

/** What the workers of all clusters share: the way to Kafka and the clock. */
record WorkerParts(KafkaSettings kafka, ServiceTopic topic, OutcomeSender sender, Clock clock) {}
