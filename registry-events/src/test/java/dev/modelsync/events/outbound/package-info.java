@NullMarked
package dev.modelsync.events.outbound;

import org.jspecify.annotations.NullMarked;
