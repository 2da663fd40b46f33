/** The figures of the inference proxy. */
@NullMarked
package dev.modelsync.benchmark.proxy;

import org.jspecify.annotations.NullMarked;
