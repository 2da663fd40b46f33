@NullMarked
package dev.modelsync.cli;

import org.jspecify.annotations.NullMarked;
