/** What is wrong with a request, as a problem document (RFC 9457), whoever refuses it: a controller, the framework or the server. */
@NullMarked
package dev.modelsync.events.problem;

import org.jspecify.annotations.NullMarked;
