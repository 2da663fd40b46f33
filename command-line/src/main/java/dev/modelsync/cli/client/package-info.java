/** Hybrid Manager's API, as a client sees it. */
@NullMarked
package dev.modelsync.cli.client;

import org.jspecify.annotations.NullMarked;
