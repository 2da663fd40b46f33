/**
 * A registration of an external inference service: the row that it is, and how it is read.
 *
 * <p>What is done with it has a package each: {@code rules} say what is acceptable, {@code change} writes the row,
 * {@code preview} foretells what the clusters make of it, {@code view} tells what has become of it, {@code purge} deletes
 * what has had its time, and {@code api} is the way to all of it by HTTP.
 */
@NullMarked
package dev.modelsync.events.registration;

import org.jspecify.annotations.NullMarked;
