package dev.modelsync.cli;

import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints the script that completes commands and options in a shell.",
        footer = {"", "Example: source <(modelsync completion bash)"})
final class CompletionCommand implements Callable<Integer> {
    private static final String ZSH = """
            #compdef modelsync
            autoload -Uz +X compinit && compinit
            autoload -Uz +X bashcompinit && bashcompinit
            """;

    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell = Shell.BASH;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final PrintStream out;

    CompletionCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        CommandLine root = Objects.requireNonNull(spec.parent()).commandLine();
        out.print(shell == Shell.ZSH ? ZSH : "");
        out.println(AutoComplete.bash(root.getCommandName(), root));
        return 0;
    }
}
