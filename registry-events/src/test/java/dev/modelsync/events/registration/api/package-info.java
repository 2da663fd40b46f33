@NullMarked
package dev.modelsync.events.registration.api;

import org.jspecify.annotations.NullMarked;
