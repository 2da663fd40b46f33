@NullMarked
package dev.modelsync.events.registration.rules;

import org.jspecify.annotations.NullMarked;
