/** What is configured, checked before anything starts: the clusters, how Kafka and databases are reached, how workers tell. */
@NullMarked
package dev.modelsync.sync.settings;

import org.jspecify.annotations.NullMarked;
