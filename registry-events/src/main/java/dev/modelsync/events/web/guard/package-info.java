/** What keeps other sites out of the API and the pages. */
@NullMarked
package dev.modelsync.events.web.guard;

import org.jspecify.annotations.NullMarked;
