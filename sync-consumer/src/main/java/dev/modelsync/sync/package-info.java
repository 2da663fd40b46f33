/** The cluster side of modelsync. Packages are its stages: consume, plan, apply, report; cluster puts them together. */
@NullMarked
package dev.modelsync.sync;

import org.jspecify.annotations.NullMarked;
