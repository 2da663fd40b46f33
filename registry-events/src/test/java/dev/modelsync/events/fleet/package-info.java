@NullMarked
package dev.modelsync.events.fleet;

import org.jspecify.annotations.NullMarked;
