package dev.modelsync.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** Verifies an export of the activity log from the command line, and says what it found. */
public final class VerifyCommand {
    /** Exit code: the export is what was signed. */
    public static final int PROVED = 0;

    /** Exit code: the files cannot be read, or the arguments not be understood. */
    public static final int ERROR = 1;

    /** Exit code: the export is not what was signed. */
    public static final int DIFFERENT = 2;

    private static final int SHOWN = 20;
    private static final String USAGE = "usage: EXPORT --key PUBLIC-KEYS.pem [--checkpoints FILE]...";

    private VerifyCommand() {}

    public static void main(String[] arguments) {
        int code;
        try {
            code = run(List.of(arguments), System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            code = ERROR;
        }
        System.exit(code);
    }

    /** @throws IllegalArgumentException when the arguments cannot be understood, in words for a person */
    static int run(List<String> arguments, PrintStream out) {
        List<Path> exports = new ArrayList<>();
        List<Path> keys = new ArrayList<>();
        List<Path> checkpoints = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            List<Path> target =
                    argument.equals("--key") ? keys : argument.equals("--checkpoints") ? checkpoints : exports;
            boolean isOption = target != exports;
            if (isOption && i + 1 == arguments.size() || !isOption && argument.startsWith("-")) {
                throw new IllegalArgumentException("'" + argument + "' is not understood; " + USAGE);
            }
            target.add(Path.of(isOption ? arguments.get(++i) : argument));
        }
        if (exports.size() != 1 || keys.size() != 1) {
            throw new IllegalArgumentException(USAGE);
        }
        return run(exports.get(0), checkpoints, keys.get(0), out);
    }

    /**
     * @param checkpoints further files with checkpoints
     * @param keys file with the trusted public keys, in PEM
     * @return one of the exit codes
     */
    public static int run(Path export, List<Path> checkpoints, Path keys, PrintStream out) {
        try {
            List<PublicKey> trusted = SigningKeys.publicKeys(Files.readString(keys));
            return told(ActivityVerifier.verify(export, checkpoints, trusted), out);
        } catch (NoSuchFileException e) {
            out.println("There is no file " + e.getMessage());
        } catch (MalformedInputException e) {
            out.println("The export is not text in UTF-8");
        } catch (IOException e) {
            out.println("A file cannot be read: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            out.println("The keys in " + keys + " cannot be used: " + e.getMessage());
        }
        return ERROR;
    }

    private static int told(Verdict verdict, PrintStream out) {
        if (verdict.isProved()) {
            out.printf(
                    "PROVED  %d entries and outcomes; %d checkpoints, the last of %s; %d are behind it%n",
                    verdict.linked(), verdict.checkpoints(), verdict.signedUntil(), verdict.unsigned());
            return PROVED;
        }
        out.println("FAILED  the first: " + verdict.findings().get(0));
        verdict.findings().stream().skip(1).limit(SHOWN).forEach(finding -> out.println("        " + finding));
        if (verdict.findings().size() > SHOWN + 1) {
            out.println("        and " + (verdict.findings().size() - SHOWN - 1) + " more");
        }
        return DIFFERENT;
    }
}
