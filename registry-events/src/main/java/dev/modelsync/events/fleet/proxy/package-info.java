/** What the inference proxies tell of themselves, and what follows from it. */
@NullMarked
package dev.modelsync.events.fleet.proxy;

import org.jspecify.annotations.NullMarked;
