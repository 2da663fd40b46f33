/** Commands from Hybrid Manager: read from the control topic, handed on to be decided. */
@NullMarked
package dev.modelsync.sync.control;

import org.jspecify.annotations.NullMarked;
