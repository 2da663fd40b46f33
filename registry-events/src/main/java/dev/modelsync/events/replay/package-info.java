/**
 * Replays, seen from Hybrid Manager: given to the workers of clusters by commands, and known by what those tell. Nothing
 * is planned or carried out here.
 */
@NullMarked
package dev.modelsync.events.replay;

import org.jspecify.annotations.NullMarked;
