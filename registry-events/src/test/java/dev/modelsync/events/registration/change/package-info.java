@NullMarked
package dev.modelsync.events.registration.change;

import org.jspecify.annotations.NullMarked;
