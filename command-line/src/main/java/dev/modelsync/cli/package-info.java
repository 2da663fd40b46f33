/** The command {@code modelsync}: its commands, and what becomes of their failures. */
@NullMarked
package dev.modelsync.cli;

import org.jspecify.annotations.NullMarked;
