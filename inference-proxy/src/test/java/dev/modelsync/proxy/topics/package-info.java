@NullMarked
package dev.modelsync.proxy.topics;

import org.jspecify.annotations.NullMarked;
