@NullMarked
package dev.modelsync.provider.address;

import org.jspecify.annotations.NullMarked;
