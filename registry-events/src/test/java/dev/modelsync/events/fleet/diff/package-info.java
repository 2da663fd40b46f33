@NullMarked
package dev.modelsync.events.fleet.diff;

import org.jspecify.annotations.NullMarked;
