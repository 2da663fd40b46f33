@NullMarked
package dev.modelsync.events.fleet.why;

import org.jspecify.annotations.NullMarked;
