/**
 * Where the database of a cluster stands in the service topic, and when the topic has to be read from its beginning.
 */
@NullMarked
package dev.modelsync.sync.position;

import org.jspecify.annotations.NullMarked;
