/** A request on its way to the provider, and the answer on its way back. */
@NullMarked
package dev.modelsync.proxy.forward;

import org.jspecify.annotations.NullMarked;
