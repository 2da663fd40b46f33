@NullMarked
package dev.modelsync.benchmark;

import org.jspecify.annotations.NullMarked;
