/** Which credentials ought to be sealed for which clusters, and what is to be done about it. */
@NullMarked
package dev.modelsync.events.seal.plan;

import org.jspecify.annotations.NullMarked;
