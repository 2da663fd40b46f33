/** What everyone keeps to who connects to addresses that somebody else has chosen. */
@NullMarked
package dev.modelsync.events.outbound;

import org.jspecify.annotations.NullMarked;
