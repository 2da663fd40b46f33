@NullMarked
package dev.modelsync.events.registration.purge;

import org.jspecify.annotations.NullMarked;
