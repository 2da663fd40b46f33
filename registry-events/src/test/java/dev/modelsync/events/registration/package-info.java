@NullMarked
package dev.modelsync.events.registration;

import org.jspecify.annotations.NullMarked;
