/** The tables whose changes are events, as capture and publication see them: rows, their versions, their changes. */
@NullMarked
package dev.modelsync.events.source;

import org.jspecify.annotations.NullMarked;
