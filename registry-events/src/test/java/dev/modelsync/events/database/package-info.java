@NullMarked
package dev.modelsync.events.database;

import org.jspecify.annotations.NullMarked;
