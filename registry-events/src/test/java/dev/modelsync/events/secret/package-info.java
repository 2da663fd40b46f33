@NullMarked
package dev.modelsync.events.secret;

import org.jspecify.annotations.NullMarked;
