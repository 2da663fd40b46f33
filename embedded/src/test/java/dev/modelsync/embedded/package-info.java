@NullMarked
package dev.modelsync.embedded;

import org.jspecify.annotations.NullMarked;
