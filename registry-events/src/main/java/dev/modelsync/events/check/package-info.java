/** What Hybrid Manager finds when it looks at itself; each part says how it is. */
@NullMarked
package dev.modelsync.events.check;

import org.jspecify.annotations.NullMarked;
