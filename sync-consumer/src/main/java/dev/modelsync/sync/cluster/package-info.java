/** A worker for each configured cluster: its parts, its life, its health. */
@NullMarked
package dev.modelsync.sync.cluster;

import org.jspecify.annotations.NullMarked;
