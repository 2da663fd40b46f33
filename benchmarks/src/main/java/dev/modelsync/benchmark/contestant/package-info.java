/** The three ways to a provider: direct, through nginx, through the inference proxy. */
@NullMarked
package dev.modelsync.benchmark.contestant;

import org.jspecify.annotations.NullMarked;
