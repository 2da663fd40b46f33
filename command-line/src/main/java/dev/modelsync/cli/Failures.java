package dev.modelsync.cli;

import dev.modelsync.cli.client.NoAnswerException;
import dev.modelsync.cli.client.ProblemException;
import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in a line or two, without a stack trace unless one is asked for. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final String TOKEN = "--token-file or MODELSYNC_TOKEN gives the token";

    private final Session session;

    Failures(Session session) {
        this.session = session;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        if (session.options().debug()) {
            failure.printStackTrace(session.notes());
        }
        if (failure instanceof FailedException failed) {
            return tell(failed.exitCode(), failed.lines());
        }
        if (failure instanceof ProblemException problem) {
            return tell(ExitCode.ERROR, lines(problem));
        }
        if (failure instanceof NoAnswerException) {
            return tell(ExitCode.ERROR, List.of(String.valueOf(failure.getMessage())));
        }
        if (failure instanceof IllegalArgumentException) {
            return tell(ExitCode.USAGE, List.of(String.valueOf(failure.getMessage())));
        }
        if (failure instanceof InterruptedException) {
            return tell(ExitCode.ERROR, List.of("Interrupted"));
        }
        return tell(ExitCode.ERROR, List.of("This is a defect of modelsync: " + failure + ". --debug shows where"));
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        List<String> lines = new ArrayList<>(List.of(String.valueOf(failure.getMessage())));
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            lines.add("Did you mean " + String.join(", or ", unmatched.getSuggestions()) + "?");
        }
        lines.add("`" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help` shows how it is used");
        return tell(ExitCode.USAGE, lines);
    }

    int tell(int exitCode, List<String> lines) {
        String prefix = "modelsync: ";
        for (String line : lines) {
            for (String part : line.split("\n", -1)) {
                session.notes().println(prefix + (part.isEmpty() ? "" : Table.text(part)));
                prefix = " ".repeat(prefix.length());
            }
        }
        session.notes().flush();
        return exitCode;
    }

    private List<String> lines(ProblemException problem) {
        return switch (problem.status()) {
            case UNAUTHENTICATED ->
                List.of(session.api().server() + " does not know the caller (401): " + String.join(" ", problem.lines())
                        + ". " + TOKEN);
            case FORBIDDEN -> List.of("Not allowed (403): " + String.join(" ", problem.lines()));
            default -> problem.lines();
        };
    }
}
