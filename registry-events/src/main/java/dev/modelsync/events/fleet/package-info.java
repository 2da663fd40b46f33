/** The clusters as their workers report them: how each worker is, and which models each registry holds. */
@NullMarked
package dev.modelsync.events.fleet;

import org.jspecify.annotations.NullMarked;
