package dev.modelsync.events.command;

import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code hm.worker_command}, as far as commands are given here. */
final class GivenCommands {
    private final JdbcClient jdbc;

    GivenCommands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the cluster is enrolled or has reported. */
    boolean isCluster(String id) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM hm.cluster WHERE id = :id)
                            OR EXISTS (SELECT FROM hm.cluster_report WHERE cluster_id = :id)
                        """).param("id", id).query(Boolean.class).single();
    }

    void add(GivenCommand given) {
        Order order = given.order();
        jdbc.sql("""
                        INSERT INTO hm.worker_command (
                            cluster_id, command_id, type, project, service_name, revision, approval_id,
                            actor, reason, issued_at, expires_at)
                        VALUES (:cluster, :id, :type, :project, :service, :revision, :approval,
                            :actor, :reason, :issued, :expires)
                        """)
                .param("cluster", given.clusterId())
                .param("id", given.commandId())
                .param("type", order.kind().name())
                .param(
                        "project",
                        order.service() == null ? null : order.service().project())
                .param(
                        "service",
                        order.service() == null ? null : order.service().name())
                .param("revision", order.revision())
                .param("approval", order.approvalId())
                .param("actor", given.actor())
                .param("reason", order.reason())
                .param("issued", given.issuedAt().atOffset(ZoneOffset.UTC))
                .param("expires", given.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }
}
