@NullMarked
package dev.modelsync.proxy.limit;

import org.jspecify.annotations.NullMarked;
