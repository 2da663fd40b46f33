/** The process: a worker for each configured cluster, what the workers share, their heartbeats and the probes. */
@NullMarked
package dev.modelsync.sync.cluster;

import org.jspecify.annotations.NullMarked;
