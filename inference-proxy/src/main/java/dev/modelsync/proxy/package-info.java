/** The managed inference proxy: forwards requests of clusters to the providers of registered services. */
@NullMarked
package dev.modelsync.proxy;

import org.jspecify.annotations.NullMarked;
