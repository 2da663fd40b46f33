/** Commands on the topics. */
@NullMarked
package dev.modelsync.cli.topics;

import org.jspecify.annotations.NullMarked;
