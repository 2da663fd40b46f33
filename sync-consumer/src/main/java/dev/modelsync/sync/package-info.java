/** The cluster side of modelsync. Packages are its stages: consume, plan, apply, report; cluster puts them together, as settings say. */
@NullMarked
package dev.modelsync.sync;

import org.jspecify.annotations.NullMarked;
