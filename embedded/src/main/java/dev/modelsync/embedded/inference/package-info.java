/**
 * What AIDB does when a step of a pipeline runs: it finds the model in the registry, takes the
 * credential that belongs to it and calls the model's address in the way of its provider. AIDB itself
 * is closed source; this follows what is published, and says ASSUMPTION where that leaves something open.
 */
@NullMarked
package dev.modelsync.embedded.inference;

import org.jspecify.annotations.NullMarked;
