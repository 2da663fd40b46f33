@NullMarked
package dev.modelsync.cli.output;

import org.jspecify.annotations.NullMarked;
