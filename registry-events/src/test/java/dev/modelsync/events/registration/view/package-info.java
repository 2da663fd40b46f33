@NullMarked
package dev.modelsync.events.registration.view;

import org.jspecify.annotations.NullMarked;
