/**
 * Seals the credentials of services for the clusters that get them directly: follows what is announced of both, and
 * keeps the topic of sealed credentials as it ought to be.
 */
@NullMarked
package dev.modelsync.events.seal;

import org.jspecify.annotations.NullMarked;
