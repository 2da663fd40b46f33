@NullMarked
package dev.modelsync.proxy.access;

import org.jspecify.annotations.NullMarked;
