/** The activity log: folded from the topics alone, asked, exported, followed and rebuilt. */
@NullMarked
package dev.modelsync.events.activity.log;

import org.jspecify.annotations.NullMarked;
