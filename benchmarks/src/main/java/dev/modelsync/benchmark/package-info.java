/** Figures of modelsync beside those of well-known servers, measured in one run. */
@NullMarked
package dev.modelsync.benchmark;

import org.jspecify.annotations.NullMarked;
