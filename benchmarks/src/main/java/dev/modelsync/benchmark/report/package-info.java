/** What was measured, with its spread, where, and against which goal. */
@NullMarked
package dev.modelsync.benchmark.report;

import org.jspecify.annotations.NullMarked;
