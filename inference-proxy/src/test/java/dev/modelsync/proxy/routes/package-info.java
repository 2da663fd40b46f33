@NullMarked
package dev.modelsync.proxy.routes;

import org.jspecify.annotations.NullMarked;
