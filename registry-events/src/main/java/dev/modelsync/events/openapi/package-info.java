/** The API's contract: the OpenAPI document, and what is refused because the document does not have it. */
@NullMarked
package dev.modelsync.events.openapi;

import org.jspecify.annotations.NullMarked;
