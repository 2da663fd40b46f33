/**
 * The credentials of providers that Hybrid Manager seals for a cluster whose delivery is direct: the cluster's key pair,
 * what the topic holds for it, and what opens of it.
 */
@NullMarked
package dev.modelsync.sync.credential;

import org.jspecify.annotations.NullMarked;
