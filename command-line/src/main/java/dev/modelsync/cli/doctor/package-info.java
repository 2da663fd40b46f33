/** Looks for what is wrong, from the seat of an operator. */
@NullMarked
package dev.modelsync.cli.doctor;

import org.jspecify.annotations.NullMarked;
