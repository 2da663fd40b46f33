package dev.modelsync.events.cluster;

import org.jspecify.annotations.Nullable;

/** Another way to credentials for a cluster, or another key. */
public record DeliveryRequest(Delivery delivery, @Nullable String reason) {}
