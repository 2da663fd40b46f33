/** Secrets come from files, standard input and the environment, and never from arguments. */
@NullMarked
package dev.modelsync.cli.secret;

import org.jspecify.annotations.NullMarked;
