@NullMarked
package dev.modelsync.events.seal.plan;

import org.jspecify.annotations.NullMarked;
