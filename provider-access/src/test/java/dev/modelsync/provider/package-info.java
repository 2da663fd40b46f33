@NullMarked
package dev.modelsync.provider;

import org.jspecify.annotations.NullMarked;
