/**
 * The whole system in one process, on the servers of module {@code embedded}: for a first look, for
 * demonstrations and for the end-to-end tests. Nothing in here is needed to run modelsync for real.
 */
@NullMarked
package dev.modelsync.quickstart;

import org.jspecify.annotations.NullMarked;
