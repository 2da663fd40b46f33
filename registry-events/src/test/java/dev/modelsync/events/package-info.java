/** The application on real servers, and its architecture. */
@NullMarked
package dev.modelsync.events;

import org.jspecify.annotations.NullMarked;
