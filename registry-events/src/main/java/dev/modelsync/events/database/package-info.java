/** The connection to Hybrid Manager's database. */
@NullMarked
package dev.modelsync.events.database;

import org.jspecify.annotations.NullMarked;
