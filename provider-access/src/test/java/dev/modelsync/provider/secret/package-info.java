@NullMarked
package dev.modelsync.provider.secret;

import org.jspecify.annotations.NullMarked;
