/** Finds out whether the endpoints of the live services answer, without spending tokens. */
@NullMarked
package dev.modelsync.events.probe;

import org.jspecify.annotations.NullMarked;
