@NullMarked
package dev.modelsync.events.activity.proof;

import org.jspecify.annotations.NullMarked;
