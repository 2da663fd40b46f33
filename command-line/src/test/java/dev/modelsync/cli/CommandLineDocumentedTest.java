package dev.modelsync.cli;

import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Writes what docs/command-line.md says of each command, from the commands; with {@code -Ddocs.write=true} into the file. */
class CommandLineDocumentedTest {
    private static final Path FILE = Path.of("..", "docs", "command-line.md");
    private static final String MARK = "<!-- Below, CommandLineDocumentedTest writes: do not edit. -->\n";

    private final CommandLine command = Modelsync.commandLine(new Session(Surroundings.ofProcess()));

    @Test
    void shouldDescribeEveryCommandWithItsOptions() throws IOException {
        String document = Files.readString(FILE);
        String written = document.substring(0, document.indexOf(MARK) + MARK.length()) + reference();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, written);
        }

        assertThat(Files.readString(FILE))
                .as("docs/command-line.md, which -Ddocs.write=true writes anew")
                .isEqualTo(written);
    }

    @Test
    void shouldShowAnExampleOfEveryCommand() {
        assertThat(leaves(command)).hasSizeGreaterThan(20).allSatisfy(leaf -> {
            CommandSpec spec = leaf.getCommandSpec();
            String help = leaf.getUsageMessage();
            assertThat(spec.usageMessage().description())
                    .as(spec.qualifiedName())
                    .isNotEmpty();
            assertThat(help).contains("Example: ", spec.qualifiedName() + " ");
            assertThat(spec.args())
                    .allSatisfy(argument -> assertThat(argument.description())
                            .as(spec.qualifiedName() + " " + argument.paramLabel())
                            .isNotEmpty());
        });
    }

    private String reference() {
        StringBuilder text = new StringBuilder("\n## Options of every command\n\n| option | |\n|---|---|\n");
        command.getCommandSpec().options().stream()
                .filter(option -> !option.versionHelp())
                .forEach(option -> text.append(row(option)));
        for (CommandLine group : command.getSubcommands().values()) {
            text.append("\n## `").append(group.getCommandSpec().qualifiedName()).append("`\n\n");
            text.append(words(group.getCommandSpec().usageMessage().description()))
                    .append('\n');
            if (group.getSubcommands().isEmpty()) {
                text.append(section(group));
            }
            for (CommandLine leaf : group.getSubcommands().values()) {
                text.append("\n### `")
                        .append(leaf.getCommandSpec().qualifiedName())
                        .append("`\n\n");
                text.append(words(leaf.getCommandSpec().usageMessage().description()))
                        .append('\n');
                text.append(section(leaf));
            }
        }
        return text.toString();
    }

    private static String section(CommandLine leaf) {
        CommandSpec spec = leaf.getCommandSpec();
        String rows = Stream.concat(
                        spec.positionalParameters().stream().map(CommandLineDocumentedTest::row),
                        spec.options().stream()
                                .filter(option -> !option.inherited())
                                .map(CommandLineDocumentedTest::row))
                .collect(Collectors.joining());
        UsageMessageSpec usage = spec.usageMessage();
        String example = usage.footer()[usage.footer().length - 1].replaceFirst("^Example: ", "");
        return (rows.isEmpty() ? "" : "\n| | |\n|---|---|\n" + rows) + "\n```sh\n" + example + "\n```\n";
    }

    private static String row(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> "`" + name + value(option) + "`")
                .collect(Collectors.joining(", "));
        return "| " + names.replace("|", "\\|") + " | " + words(option.description())
                + (option.required() ? " (needed)" : "") + " |\n";
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        return option.arity().min() == 0 ? "[=" + option.paramLabel() + "]" : " " + option.paramLabel();
    }

    private static String row(ArgSpec parameter) {
        String optional = parameter.arity().min() == 0 ? " (may be left out)" : "";
        return "| `" + parameter.paramLabel() + "` | " + words(parameter.description()) + optional + " |\n";
    }

    private static String words(String... lines) {
        return String.join(" ", lines).replace("|", "\\|");
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(CommandLineDocumentedTest::leaves);
    }
}
