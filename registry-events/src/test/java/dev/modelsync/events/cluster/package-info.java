@NullMarked
package dev.modelsync.events.cluster;

import org.jspecify.annotations.NullMarked;
