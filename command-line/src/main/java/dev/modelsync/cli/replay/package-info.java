/** Replays: planned, looked at, run. */
@NullMarked
package dev.modelsync.cli.replay;

import org.jspecify.annotations.NullMarked;
