@NullMarked
package dev.modelsync.provider.auth;

import org.jspecify.annotations.NullMarked;
