/** Looks, before a worker starts or when it does not work, whether everything that it needs is there. Changes nothing. */
@NullMarked
package dev.modelsync.sync.doctor;

import org.jspecify.annotations.NullMarked;
