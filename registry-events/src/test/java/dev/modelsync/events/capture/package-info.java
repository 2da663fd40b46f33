@NullMarked
package dev.modelsync.events.capture;

import org.jspecify.annotations.NullMarked;
