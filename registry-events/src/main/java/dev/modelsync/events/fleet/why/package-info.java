/** Why a service's models are, or are not, in the registry of a cluster: the way of a change, link by link. */
@NullMarked
package dev.modelsync.events.fleet.why;

import org.jspecify.annotations.NullMarked;
