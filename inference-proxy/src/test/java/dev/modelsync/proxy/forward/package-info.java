@NullMarked
package dev.modelsync.proxy.forward;

import org.jspecify.annotations.NullMarked;
