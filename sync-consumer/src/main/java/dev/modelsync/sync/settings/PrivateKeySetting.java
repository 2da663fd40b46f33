package dev.modelsync.sync.settings;

import dev.modelsync.contract.seal.OpeningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster's private key as configured: itself, or in a file. */
public record PrivateKeySetting(
        @Nullable Secret text, @Nullable Path file) {

    boolean isGiven() {
        return text != null || file != null;
    }

    /** What is wrong, naming the property, what was found and what is allowed; never a word of the key. */
    Optional<String> problem() {
        if (text != null && file != null) {
            return Optional.of("private-key and private-key-file: both are set, allowed is one");
        }
        if (!isGiven()) {
            return Optional.of("private-key or private-key-file: missing, needed with delivery: direct");
        }
        try {
            key();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** @throws IllegalArgumentException when it cannot be read, or is none; says so without quoting it */
    public OpeningKey key() {
        String name = file == null ? "private-key: the value is " : "private-key-file: '" + file + "' is ";
        String json = file == null ? configured() : read(file);
        try {
            return OpeningKey.parse(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + e.getMessage());
        }
    }

    private String configured() {
        return text == null ? "" : text.text();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("private-key-file: '" + file + "' cannot be read", e);
        }
    }
}
