/** The worker of one cluster: its parts, its life, how it is. */
@NullMarked
package dev.modelsync.sync.worker;

import org.jspecify.annotations.NullMarked;
