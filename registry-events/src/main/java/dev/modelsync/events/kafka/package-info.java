/** The connection to Kafka, and the topics. */
@NullMarked
package dev.modelsync.events.kafka;

import org.jspecify.annotations.NullMarked;
