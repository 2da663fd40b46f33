@NullMarked
package dev.modelsync.events.web;

import org.jspecify.annotations.NullMarked;
