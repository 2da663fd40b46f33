/**
 * The cluster side of modelsync. Packages are its stages: consume, plan, apply, report; worker puts them together for one
 * cluster, cluster for all that are configured.
 */
@NullMarked
package dev.modelsync.sync;

import org.jspecify.annotations.NullMarked;
