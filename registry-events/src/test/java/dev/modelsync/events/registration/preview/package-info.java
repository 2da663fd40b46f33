@NullMarked
package dev.modelsync.events.registration.preview;

import org.jspecify.annotations.NullMarked;
