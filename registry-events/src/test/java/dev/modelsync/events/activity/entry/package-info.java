/** Tests. */
@NullMarked
package dev.modelsync.events.activity.entry;

import org.jspecify.annotations.NullMarked;
