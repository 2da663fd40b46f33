/** Changes that a cluster could not follow, and that wait there for a cure. */
@NullMarked
package dev.modelsync.events.park;

import org.jspecify.annotations.NullMarked;
