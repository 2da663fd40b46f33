@NullMarked
package dev.modelsync.cli.secret;

import org.jspecify.annotations.NullMarked;
