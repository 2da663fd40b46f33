/**
 * Brings the registry of one AIDB database to what the planner decides, in one transaction a batch
 * that also holds journal, cursor and outcomes. Failures leave as values; repeating is the business of those who call.
 */
@NullMarked
package dev.modelsync.sync.apply;

import org.jspecify.annotations.NullMarked;
