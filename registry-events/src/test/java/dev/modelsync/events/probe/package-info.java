@NullMarked
package dev.modelsync.events.probe;

import org.jspecify.annotations.NullMarked;
