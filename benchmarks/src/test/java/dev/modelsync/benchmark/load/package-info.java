@NullMarked
package dev.modelsync.benchmark.load;

import org.jspecify.annotations.NullMarked;
