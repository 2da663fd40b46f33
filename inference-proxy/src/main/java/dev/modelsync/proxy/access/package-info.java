/** Which clusters there are, by the cluster topic, and what their tokens open. Decides without any technology. */
@NullMarked
package dev.modelsync.proxy.access;

import org.jspecify.annotations.NullMarked;
