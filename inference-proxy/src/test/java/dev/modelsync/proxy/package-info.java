@NullMarked
package dev.modelsync.proxy;

import org.jspecify.annotations.NullMarked;
