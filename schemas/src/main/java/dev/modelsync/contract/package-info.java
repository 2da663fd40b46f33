/**
 * What travels between Hybrid Manager and the clusters: topics with their required settings and how they are read, event
 * headers and the framing of values. The Avro types themselves are generated into {@code
 * dev.modelsync.schema}.
 */
@NullMarked
package dev.modelsync.contract;

import org.jspecify.annotations.NullMarked;
