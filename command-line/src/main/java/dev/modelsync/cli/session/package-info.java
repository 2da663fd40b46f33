/** What one run of the command has: the process around it, the common options, and what is made of them. */
@NullMarked
package dev.modelsync.cli.session;

import org.jspecify.annotations.NullMarked;
