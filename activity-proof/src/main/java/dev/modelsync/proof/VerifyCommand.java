package dev.modelsync.proof;

import dev.modelsync.proof.Verification.UnusableFileException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verifies an export of the activity log from the command line, and says what it found. */
public final class VerifyCommand {
    /** The export is what was signed. */
    private static final int PROVED = 0;

    /** The files cannot be read, or the arguments not be understood. */
    private static final int ERROR = 1;

    /** The export is not what was signed. */
    private static final int DIFFERENT = 2;

    private static final String USAGE = "usage: EXPORT --key PUBLIC-KEYS.pem [--checkpoints FILE]...";

    private VerifyCommand() {}

    public static void main(String[] arguments) {
        int code;
        try {
            code = run(List.of(arguments), System.out);
        } catch (IllegalArgumentException | UnusableFileException e) {
            System.err.println(e.getMessage());
            code = ERROR;
        }
        System.exit(code);
    }

    /** @throws IllegalArgumentException when the arguments cannot be understood, in words for a person */
    static int run(List<String> arguments, PrintStream out) throws UnusableFileException {
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
        Verdict verdict = Verification.of(exports.get(0), checkpoints, keys.get(0));
        out.print(Verification.words(verdict));
        return verdict.isProved() ? PROVED : DIFFERENT;
    }
}
