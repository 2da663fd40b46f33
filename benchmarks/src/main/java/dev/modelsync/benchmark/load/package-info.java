/** What drives a server: a tool that goes as fast as it can, and a client of a rate that does not give way. */
@NullMarked
package dev.modelsync.benchmark.load;

import org.jspecify.annotations.NullMarked;
