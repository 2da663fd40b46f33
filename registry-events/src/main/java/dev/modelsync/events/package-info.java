/** Hybrid Manager's side: registrations, their capture and publication, and what became of them. */
@NullMarked
package dev.modelsync.events;

import org.jspecify.annotations.NullMarked;
