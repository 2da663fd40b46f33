@NullMarked
package dev.modelsync.proxy.upstream;

import org.jspecify.annotations.NullMarked;
