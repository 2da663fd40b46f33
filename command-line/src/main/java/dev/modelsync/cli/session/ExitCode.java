package dev.modelsync.cli.session;

/** What the command's exit status says. */
public final class ExitCode {
    public static final int DONE = 0;
    /** Not done, or not known whether it was. */
    public static final int ERROR = 1;
    /** Done, and what is wanted is not everywhere what is; or a dry run that would change something. */
    public static final int DIFFERENCE = 2;
    /** Not done: somebody has to agree first, in the way that is told. */
    public static final int NEEDS_APPROVAL = 3;
    /** Given, and not everybody had answered in time. */
    public static final int TIMED_OUT = 4;
    /** A wrong command line, which has changed nothing; EX_USAGE of sysexits.h. */
    public static final int USAGE = 64;

    private ExitCode() {}
}
