/** What an event says, as an entry of the activity log: pure functions that see the JDK and the events only. */
@NullMarked
package dev.modelsync.events.activity.entry;

import org.jspecify.annotations.NullMarked;
