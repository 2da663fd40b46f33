/** Which services there are, by the service topic, and how each is reached. Decides without any technology. */
@NullMarked
package dev.modelsync.proxy.routes;

import org.jspecify.annotations.NullMarked;
