@NullMarked
package dev.modelsync.events.kafka;

import org.jspecify.annotations.NullMarked;
