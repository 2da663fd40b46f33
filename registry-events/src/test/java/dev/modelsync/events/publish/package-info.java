@NullMarked
package dev.modelsync.events.publish;

import org.jspecify.annotations.NullMarked;
