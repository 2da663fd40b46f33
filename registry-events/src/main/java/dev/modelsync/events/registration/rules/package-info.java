/** What makes a registration acceptable. Pure: sees only the JDK. */
@NullMarked
package dev.modelsync.events.registration.rules;

import org.jspecify.annotations.NullMarked;
