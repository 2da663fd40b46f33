@NullMarked
package dev.modelsync.events.activity;

import org.jspecify.annotations.NullMarked;
