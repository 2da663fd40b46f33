@NullMarked
package dev.modelsync.embedded.inference;

import org.jspecify.annotations.NullMarked;
