/** Reads the changes of registrations and enrolments from the log of Postgres. The only package that knows Debezium. */
@NullMarked
package dev.modelsync.events.capture;

import org.jspecify.annotations.NullMarked;
