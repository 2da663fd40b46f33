/** The registration API: between HTTP and the packages beside it, and nothing decided here. */
@NullMarked
package dev.modelsync.events.registration.api;

import org.jspecify.annotations.NullMarked;
