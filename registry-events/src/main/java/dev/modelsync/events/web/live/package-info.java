/** Parts of pages that follow what happens. */
@NullMarked
package dev.modelsync.events.web.live;

import org.jspecify.annotations.NullMarked;
