/** Commands on changes that a cluster could not follow. */
@NullMarked
package dev.modelsync.cli.park;

import org.jspecify.annotations.NullMarked;
