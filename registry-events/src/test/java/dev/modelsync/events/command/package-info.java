@NullMarked
package dev.modelsync.events.command;

import org.jspecify.annotations.NullMarked;
