/** How many requests a service may have under way at once. */
@NullMarked
package dev.modelsync.proxy.limit;

import org.jspecify.annotations.NullMarked;
