/** Connections to providers: addresses, TLS, pools, and why one could not be had. */
@NullMarked
package dev.modelsync.proxy.upstream;

import org.jspecify.annotations.NullMarked;
