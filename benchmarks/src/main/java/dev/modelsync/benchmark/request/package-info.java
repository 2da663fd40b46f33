/** Small requests: throughput and latency. */
@NullMarked
package dev.modelsync.benchmark.request;

import org.jspecify.annotations.NullMarked;
