/** Java programs in processes of their own: what can be killed, frozen, and asked how it ended. */
@NullMarked
package dev.modelsync.embedded.process;

import org.jspecify.annotations.NullMarked;
