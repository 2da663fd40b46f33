@NullMarked
package dev.modelsync.benchmark.report;

import org.jspecify.annotations.NullMarked;
