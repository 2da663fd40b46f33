/** Commands on clusters and their workers. */
@NullMarked
package dev.modelsync.cli.cluster;

import org.jspecify.annotations.NullMarked;
