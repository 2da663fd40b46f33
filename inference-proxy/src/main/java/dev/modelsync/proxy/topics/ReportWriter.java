package dev.modelsync.proxy.topics;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.contract.Topic;
import dev.modelsync.proxy.routes.Waiting;
import dev.modelsync.schema.ProxyReport;
import dev.modelsync.schema.ServedPosition;
import dev.modelsync.schema.WaitingCredential;
import dev.modelsync.schema.WaitingReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** From what is in force to the record that travels. A pure function, but for the identity of the proxy. */
final class ReportWriter {
    /** A report stays far below what brokers take, also when the secret store is away at the start. */
    static final int MOST_LISTED = 1_000;

    private static final String TOPIC = Topic.INFERENCE_PROXIES.topicName();

    private final String id;

    ReportWriter(String id) {
        this.id = id;
    }

    ProducerRecord<String, SpecificRecord> report(Served served, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MICROS);
        ProxyReport report = ProxyReport.newBuilder()
                .setProxyId(id)
                .setReportedAt(now)
                .setPositions(served.positions().entrySet().stream()
                        .map(position -> new ServedPosition(position.getKey(), position.getValue()))
                        .toList())
                .setWaiting(served.waiting().stream()
                        .limit(MOST_LISTED)
                        .map(ReportWriter::waiting)
                        .toList())
                .setWaitingServices(served.waiting().size())
                .build();
        return message(report, "reported", now);
    }

    /** Takes the report back. */
    ProducerRecord<String, SpecificRecord> end(Instant at) {
        return message(null, "ended", at);
    }

    private ProducerRecord<String, SpecificRecord> message(@Nullable SpecificRecord value, String what, Instant at) {
        EventHeaders headers = new EventHeaders(
                id + ':' + at, "/proxies/" + id, "dev.modelsync.inferenceproxy." + what + ".v1", "proxies/" + id, at);
        return new ProducerRecord<>(TOPIC, null, id, value, headers.toKafka());
    }

    private static WaitingCredential waiting(Waiting waiting) {
        return WaitingCredential.newBuilder()
                .setProjectId(waiting.service().project())
                .setServiceName(waiting.service().name())
                .setRevision(waiting.revision())
                .setWantedVersion(waiting.wantedVersion())
                .setServedVersion(waiting.servedVersion())
                .setReason(WaitingReason.valueOf(waiting.why().name()))
                .build();
    }
}
