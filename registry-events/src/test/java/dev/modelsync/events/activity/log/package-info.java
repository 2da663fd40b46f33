/** Tests. */
@NullMarked
package dev.modelsync.events.activity.log;

import org.jspecify.annotations.NullMarked;
