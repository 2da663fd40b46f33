/** Answers of the API that say what is wrong. */
@NullMarked
package dev.modelsync.events.problem;

import org.jspecify.annotations.NullMarked;
