/** Makes an event of each change and puts it on its topic, once and in order. */
@NullMarked
package dev.modelsync.events.publish;

import org.jspecify.annotations.NullMarked;
