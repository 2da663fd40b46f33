/** Registers, edits and deregisters: has a request judged by the rules, and writes one row or says why not. */
@NullMarked
package dev.modelsync.events.registration.change;

import org.jspecify.annotations.NullMarked;
