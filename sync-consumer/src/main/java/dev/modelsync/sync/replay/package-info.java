/**
 * Replays: what bringing some services to their newest change would do is found out first and kept, and then just that
 * is done, batch by batch, beside the live worker.
 */
@NullMarked
package dev.modelsync.sync.replay;

import org.jspecify.annotations.NullMarked;
