/** Commands on the activity log. */
@NullMarked
package dev.modelsync.cli.activity;

import org.jspecify.annotations.NullMarked;
