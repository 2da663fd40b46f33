/** Servers and tools in processes of their own, and what they use of the machine. */
@NullMarked
package dev.modelsync.benchmark.process;

import org.jspecify.annotations.NullMarked;
