/** How the credential of a provider goes onto a request. */
@NullMarked
package dev.modelsync.provider.auth;

import org.jspecify.annotations.NullMarked;
