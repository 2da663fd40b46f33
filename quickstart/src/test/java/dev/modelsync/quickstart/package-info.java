/** End-to-end tests: the whole system, nothing replaced. */
package dev.modelsync.quickstart;
