/** Tests of replays as Hybrid Manager sees them. */
@NullMarked
package dev.modelsync.events.replay;

import org.jspecify.annotations.NullMarked;
