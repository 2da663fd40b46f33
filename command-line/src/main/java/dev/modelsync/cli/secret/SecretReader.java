package dev.modelsync.cli.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads secrets from where they may come from. One line break at the end is none of the secret. */
public final class SecretReader {
    private static final String STANDARD_INPUT = "-";
    private static final int MAX_BYTES = 1024 * 1024;

    private final Map<String, String> environment;
    private final InputStream in;
    private boolean inputUsed;

    public SecretReader(Map<String, String> environment, InputStream in) {
        this.environment = environment;
        this.in = in;
    }

    /**
     * @param what names the secret in messages
     * @param file {@code -} for standard input, which can be read for one secret only
     * @throws IllegalArgumentException when there is none
     */
    public String fromFile(String what, String file) {
        return notEmpty(what, text(what, file).strip());
    }

    /** As {@link #fromFile}, from a variable of the environment. */
    public String fromEnvironment(String what, String variable) {
        return notEmpty(what, environment.getOrDefault(variable, "").strip());
    }

    /** A whole text, as of a file with a registration; failures as above. */
    public String text(String what, String file) {
        try {
            return file.equals(STANDARD_INPUT) ? standardInput(what) : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("File " + file + " with " + what + " cannot be read", e);
        }
    }

    private String standardInput(String what) throws IOException {
        if (inputUsed) {
            throw new IllegalArgumentException(
                    "Standard input can be read once, and not for " + what + " as well; give a file");
        }
        inputUsed = true;
        return new String(in.readNBytes(MAX_BYTES), UTF_8);
    }

    private static String notEmpty(String what, String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no value for " + what + ": what was named is empty or not set");
        }
        return secret;
    }
}
