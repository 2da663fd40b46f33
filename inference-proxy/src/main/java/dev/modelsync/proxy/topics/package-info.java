/** Follows the two topics and has routes and clusters folded from them. */
@NullMarked
package dev.modelsync.proxy.topics;

import org.jspecify.annotations.NullMarked;
