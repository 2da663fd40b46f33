@NullMarked
package dev.modelsync.events.check;

import org.jspecify.annotations.NullMarked;
