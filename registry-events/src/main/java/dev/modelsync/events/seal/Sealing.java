package dev.modelsync.events.seal;

import org.jspecify.annotations.Nullable;

/** What became of an attempt to seal a credential. */
sealed interface Sealing {
    record Done(byte[] ciphertext) implements Sealing {}

    /** @param cause where there is one; holds no secret */
    record Obstructed(Obstacle obstacle, @Nullable RuntimeException cause) implements Sealing {}
}
