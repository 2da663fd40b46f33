/** What is printed, and in which form. */
@NullMarked
package dev.modelsync.cli.output;

import org.jspecify.annotations.NullMarked;
