/** What the registrations want on a cluster against what its registry holds, model by model, now or at a moment of the past. */
@NullMarked
package dev.modelsync.events.fleet.diff;

import org.jspecify.annotations.NullMarked;
