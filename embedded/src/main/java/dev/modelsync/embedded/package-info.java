/**
 * Everything modelsync meets outside itself, in one process and for real: a Kafka broker, Postgres
 * servers, the AIDB stand-in and a provider of models. For the quickstart and for tests; everything
 * binds to loopback, and nothing here is meant for production data.
 *
 * <p>No server installs a shutdown hook: who starts one closes it, in the order that suits the rest
 * of the process. What a killed process leaves behind is dealt with by the next start on the same
 * folder.
 */
@NullMarked
package dev.modelsync.embedded;

import org.jspecify.annotations.NullMarked;
