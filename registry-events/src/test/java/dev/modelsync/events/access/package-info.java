@NullMarked
package dev.modelsync.events.access;

import org.jspecify.annotations.NullMarked;
