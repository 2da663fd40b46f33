/** The registration API: register, view, edit and deregister external inference services. */
@NullMarked
package dev.modelsync.events.registration;

import org.jspecify.annotations.NullMarked;
