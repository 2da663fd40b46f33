/** Deletes what has had its time: rows of services long deregistered, credentials out of use, and what others add. */
@NullMarked
package dev.modelsync.events.registration.purge;

import org.jspecify.annotations.NullMarked;
