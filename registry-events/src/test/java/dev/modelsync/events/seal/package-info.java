@NullMarked
package dev.modelsync.events.seal;

import org.jspecify.annotations.NullMarked;
