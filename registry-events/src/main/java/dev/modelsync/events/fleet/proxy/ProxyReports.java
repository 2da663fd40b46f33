package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.fleet.ReportedCluster;
import dev.modelsync.events.fleet.proxy.ReportedProxy.WaitingService;
import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.schema.ProxyReport;
import dev.modelsync.schema.ServedPosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code hm.proxy_report}: a fold of the heartbeats, the latest of each proxy that was heard within a day. */
final class ProxyReports implements RecordFold.Target {
    private static final TypeReference<Map<Integer, Long>> POSITIONS = new TypeReference<>() {};
    private static final TypeReference<List<WaitingService>> WAITING = new TypeReference<>() {};
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Duration silentAfter;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    ProxyReports(JdbcClient jdbc, Duration silentAfter, Clock clock) {
        this.jdbc = jdbc;
        this.silentAfter = silentAfter;
        this.clock = clock;
    }

    /** Those that are known, by name. */
    record Heard(List<ReportedProxy> live, List<ReportedProxy> silent) {}

    /** Those that are not silent, by name. */
    List<ReportedProxy> live() {
        return heard().live();
    }

    Heard heard() {
        Instant now = clock.instant();
        Map<Boolean, List<ReportedProxy>> bySilence = jdbc
                .sql("SELECT * FROM hm.proxy_report ORDER BY proxy_id")
                .query((row, number) -> read(row))
                .list()
                .stream()
                .collect(Collectors.partitioningBy(
                        proxy -> ReportedCluster.isSilent(proxy.receivedAt(), proxy.reportedAt(), silentAfter, now)));
        return new Heard(bySilence.getOrDefault(false, List.of()), bySilence.getOrDefault(true, List.of()));
    }

    /** Whether a cluster is enrolled that calls its models through them. */
    boolean areNeeded() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM hm.cluster WHERE delivery = 'PROXY' AND revoked_at IS NULL)")
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean add(ConsumerRecord<?, ?> message, Object event) {
        if (event instanceof ProxyReport report) {
            record(report);
            return true;
        }
        return false;
    }

    @Override
    public void forget(String key) {
        jdbc.sql("DELETE FROM hm.proxy_report WHERE proxy_id = :proxy")
                .param("proxy", key)
                .update();
    }

    private void record(ProxyReport report) {
        Instant now = clock.instant();
        jdbc.sql("""
                        INSERT INTO hm.proxy_report (
                            proxy_id, positions, waiting, waiting_services, reported_at, received_at)
                        VALUES (:proxy, :positions::jsonb, :waiting::jsonb, :services, :reported, :received)
                        ON CONFLICT (proxy_id) DO UPDATE
                        SET positions = excluded.positions, waiting = excluded.waiting,
                            waiting_services = excluded.waiting_services, reported_at = excluded.reported_at,
                            received_at = excluded.received_at
                        """)
                .param("proxy", report.getProxyId())
                .param(
                        "positions",
                        json.writeValueAsString(report.getPositions().stream()
                                .collect(
                                        Collectors.toMap(ServedPosition::getPartition, ServedPosition::getNextOffset))))
                .param("waiting", json.writeValueAsString(waiting(report)))
                .param("services", report.getWaitingServices())
                .param("reported", report.getReportedAt().atOffset(ZoneOffset.UTC))
                .param("received", now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("DELETE FROM hm.proxy_report WHERE received_at < :kept")
                .param("kept", now.minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static List<WaitingService> waiting(ProxyReport report) {
        return report.getWaiting().stream()
                .map(one -> new WaitingService(
                        one.getProjectId(),
                        one.getServiceName(),
                        one.getServedVersion(),
                        one.getReason().name()))
                .toList();
    }

    private ReportedProxy read(ResultSet row) throws SQLException {
        return new ReportedProxy(
                row.getString("proxy_id"),
                json.readValue(row.getString("positions"), POSITIONS),
                json.readValue(row.getString("waiting"), WAITING),
                row.getInt("waiting_services"),
                row.getObject("reported_at", OffsetDateTime.class).toInstant(),
                row.getObject("received_at", OffsetDateTime.class).toInstant());
    }
}
