/** The live services as they are seen: each with how far the clusters, the inference proxies and its endpoint are. */
@NullMarked
package dev.modelsync.events.registration.view;

import org.jspecify.annotations.NullMarked;
