/** Streamed answers: the first event, each event's way, leaving, and what open streams take. */
@NullMarked
package dev.modelsync.benchmark.stream;

import org.jspecify.annotations.NullMarked;
