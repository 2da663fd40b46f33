/** Where the keys of the providers are kept: outside of the database and of Kafka. */
@NullMarked
package dev.modelsync.provider.secret;

import org.jspecify.annotations.NullMarked;
