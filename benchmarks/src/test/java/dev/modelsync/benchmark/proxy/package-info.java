@NullMarked
package dev.modelsync.benchmark.proxy;

import org.jspecify.annotations.NullMarked;
