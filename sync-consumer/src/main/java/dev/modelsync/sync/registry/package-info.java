/**
 * The registry of one AIDB database, by its public functions: what the build at hand can do, models, credentials, and
 * failures told apart by SQLState.
 */
@NullMarked
package dev.modelsync.sync.registry;

import org.jspecify.annotations.NullMarked;
