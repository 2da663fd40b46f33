package dev.modelsync.sync.worker;

import dev.modelsync.sync.consume.ServiceTopic;
import dev.modelsync.sync.heartbeat.ReportSender;
import dev.modelsync.sync.report.Outage;
import dev.modelsync.sync.report.OutcomeSender;
import dev.modelsync.sync.settings.KafkaSettings;
import dev.modelsync.sync.settings.ObservationSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What the workers of all clusters share: the way to Kafka, how they tell how they are, and the clock.
 *
 * @param kafkaOutage whether the broker answers about the topic at all
 */
public record WorkerParts(
        KafkaSettings kafka,
        ServiceTopic topic,
        OutcomeSender sender,
        ReportSender reports,
        ObservationSettings observation,
        Outage kafkaOutage,
        MeterRegistry meters,
        Clock clock) {}
