/** The pages of Hybrid Manager's side, for people with a browser. */
@NullMarked
package dev.modelsync.events.web;

import org.jspecify.annotations.NullMarked;
