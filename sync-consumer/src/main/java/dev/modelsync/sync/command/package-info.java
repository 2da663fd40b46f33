/**
 * Decides commands and carries them out, in the cluster's database: what was decided once is not decided again.
 */
@NullMarked
package dev.modelsync.sync.command;

import org.jspecify.annotations.NullMarked;
