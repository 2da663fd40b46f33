/** What became of each change on each cluster. */
@NullMarked
package dev.modelsync.events.activity;

import org.jspecify.annotations.NullMarked;
