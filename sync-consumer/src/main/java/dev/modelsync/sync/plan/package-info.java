/**
 * Decides what a change means for one cluster. Pure: sees facts, returns plans, and knows neither
 * Kafka nor Postgres nor the time.
 */
@NullMarked
package dev.modelsync.sync.plan;

import org.jspecify.annotations.NullMarked;
