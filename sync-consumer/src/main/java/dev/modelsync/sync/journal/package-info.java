/**
 * What the database of a cluster remembers of changes: the last one of each service, the models made for it, and every
 * decision. Written in the transaction that changes the registry.
 */
@NullMarked
package dev.modelsync.sync.journal;

import org.jspecify.annotations.NullMarked;
