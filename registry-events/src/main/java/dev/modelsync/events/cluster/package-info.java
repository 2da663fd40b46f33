/** Enrolment of the clusters that may use the registrations of a project. */
@NullMarked
package dev.modelsync.events.cluster;

import org.jspecify.annotations.NullMarked;
