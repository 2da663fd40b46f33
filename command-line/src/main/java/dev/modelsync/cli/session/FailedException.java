package dev.modelsync.cli.session;

import java.util.List;

/** Ends a command with words for its user. */
public final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<String> lines;

    public FailedException(int exitCode, String... lines) {
        super(String.join(" ", lines));
        this.exitCode = exitCode;
        this.lines = List.of(lines);
    }

    /** The command line cannot be meant so. */
    public static FailedException usage(String... lines) {
        return new FailedException(ExitCode.USAGE, lines);
    }

    public int exitCode() {
        return exitCode;
    }

    public List<String> lines() {
        return lines;
    }
}
