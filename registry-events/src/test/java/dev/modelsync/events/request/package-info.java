@NullMarked
package dev.modelsync.events.request;

import org.jspecify.annotations.NullMarked;
