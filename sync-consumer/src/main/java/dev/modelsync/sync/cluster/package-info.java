/** The configured clusters and a worker for each: its parts, its life, its health. */
@NullMarked
package dev.modelsync.sync.cluster;

import org.jspecify.annotations.NullMarked;
