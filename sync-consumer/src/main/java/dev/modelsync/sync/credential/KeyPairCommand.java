package dev.modelsync.sync.credential;

import dev.modelsync.contract.seal.OpeningKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * {@code keypair FILE} makes the private key of a cluster in a file that only its owner can read, and prints the public
 * one; {@code keypair --public FILE} prints the public key of a file that is there. A file that exists is never
 * replaced, for what was sealed for it would not open any more.
 */
public final class KeyPairCommand {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String PUBLIC = "--public";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final PrintStream out;
    private final PrintStream err;

    /** @param out gets the public key and nothing else, so that it can be piped */
    public KeyPairCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Returns the exit code: 0 when it is done, 1 when it failed, 2 when the command is not understood. */
    public int run(String... args) {
        List<String> given = Arrays.asList(args);
        if (given.size() == 2 && given.get(0).equals(PUBLIC)) {
            return print(Path.of(given.get(1)));
        }
        if (given.size() == 1 && !given.get(0).startsWith("-")) {
            return make(Path.of(given.get(0)));
        }
        err.println("Usage: keypair FILE | keypair --public FILE");
        return MISUSED;
    }

    private int make(Path file) {
        OpeningKey key = OpeningKey.generate();
        try {
            write(file, key.reveal());
            out.println(publicOf(key));
            return DONE;
        } catch (FileAlreadyExistsException e) {
            return failed(file + " exists and is left as it is; 'keypair --public " + file + "' prints its public key");
        } catch (NoSuchFileException e) {
            return failed(file + " cannot be made: its folder does not exist");
        } catch (IOException | UnsupportedOperationException e) {
            return failed(file + " cannot be written with access for its owner only: "
                    + e.getClass().getSimpleName());
        }
    }

    /** A file that was not written to the end is of no use. */
    private static void write(Path file, String key) throws IOException {
        FileChannel made =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
        try (made) {
            ByteBuffer rest = ByteBuffer.wrap((key + System.lineSeparator()).getBytes(UTF_8));
            while (rest.hasRemaining()) {
                made.write(rest);
            }
            made.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private int print(Path file) {
        try {
            out.println(publicOf(OpeningKey.parse(Files.readString(file))));
            return DONE;
        } catch (IOException e) {
            return failed(file + " cannot be read");
        } catch (IllegalArgumentException e) {
            return failed(file + " is " + e.getMessage());
        }
    }

    private static String publicOf(OpeningKey key) {
        return key.sealingKey().toJson().strip();
    }

    private int failed(String why) {
        err.println(why);
        return FAILED;
    }
}
