/** Tamper evidence of the activity log: its chains, the signed checkpoints over them, and the export that can be verified. */
@NullMarked
package dev.modelsync.events.activity.proof;

import org.jspecify.annotations.NullMarked;
