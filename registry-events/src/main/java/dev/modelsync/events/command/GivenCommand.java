package dev.modelsync.events.command;

import java.time.Instant;

/** An order with what was added when it was given. */
public record GivenCommand(String clusterId, String commandId, Order order, String actor, Instant issuedAt) {
    Instant expiresAt() {
        return issuedAt.plus(order.validFor());
    }
}
