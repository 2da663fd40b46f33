@NullMarked
package dev.modelsync.events.park;

import org.jspecify.annotations.NullMarked;
