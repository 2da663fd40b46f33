@NullMarked
package dev.modelsync.events.fleet.proxy;

import org.jspecify.annotations.NullMarked;
