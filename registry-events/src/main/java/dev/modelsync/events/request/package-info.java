/** What a client sent, read strictly: parameters, headers and the body. Knows no feature of the API. */
@NullMarked
package dev.modelsync.events.request;

import org.jspecify.annotations.NullMarked;
