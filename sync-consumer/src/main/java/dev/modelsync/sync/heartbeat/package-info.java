/** What a worker tells Hybrid Manager of itself and of its registry: the heartbeat and the inventory. */
@NullMarked
package dev.modelsync.sync.heartbeat;

import org.jspecify.annotations.NullMarked;
