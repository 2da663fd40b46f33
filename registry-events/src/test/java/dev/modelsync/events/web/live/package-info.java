@NullMarked
package dev.modelsync.events.web.live;

import org.jspecify.annotations.NullMarked;
