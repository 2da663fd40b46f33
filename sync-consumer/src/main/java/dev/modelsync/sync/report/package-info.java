/**
 * Tells what became of changes: in the log, and as outcomes on Kafka by way of an outbox in the
 * database, so that an outcome is told if and only if what it tells was committed.
 */
@NullMarked
package dev.modelsync.sync.report;

import org.jspecify.annotations.NullMarked;
