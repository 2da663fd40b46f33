/** Commands on inference services. */
@NullMarked
package dev.modelsync.cli.service;

import org.jspecify.annotations.NullMarked;
