@NullMarked
package dev.modelsync.events.web.guard;

import org.jspecify.annotations.NullMarked;
