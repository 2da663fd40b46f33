/**
 * How the activity log is chained and signed, and how an export of it is verified: one definition for Hybrid Manager, which
 * writes the proofs, and for whoever checks them without it.
 */
@NullMarked
package dev.modelsync.proof;

import org.jspecify.annotations.NullMarked;
