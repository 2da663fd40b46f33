/** Reads the service topic for one cluster and has it applied, batch by batch, in the topic's order. */
@NullMarked
package dev.modelsync.sync.consume;

import org.jspecify.annotations.NullMarked;
