@NullMarked
package dev.modelsync.events.openapi;

import org.jspecify.annotations.NullMarked;
