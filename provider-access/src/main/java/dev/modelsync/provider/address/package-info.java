/** Addresses of providers, which somebody else has chosen, and whether they may be connected to. */
@NullMarked
package dev.modelsync.provider.address;

import org.jspecify.annotations.NullMarked;
