package dev.modelsync.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help looks: a command's own options first, and those that every command has below them. */
final class Usage {
    private static final int WIDTH = 110;
    private static final String COMMON = "%nOptions of every command%n";

    private Usage() {}

    static CommandLine applyTo(CommandLine command) {
        command.setUsageHelpWidth(WIDTH);
        apply(command);
        return command;
    }

    private static void apply(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.sortOptions(false).abbreviateSynopsis(true);
        if (!command.getSubcommands().isEmpty()) {
            usage.commandListHeading("%nCommands%n");
        }
        usage.descriptionHeading("%n").parameterListHeading("%n").optionListHeading("%n");
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Usage::options);
        command.getSubcommands().values().forEach(Usage::apply);
    }

    private static String options(Help help) {
        List<OptionSpec> all = help.commandSpec().options();
        List<OptionSpec> common = all.stream().filter(OptionSpec::inherited).toList();
        List<OptionSpec> own =
                all.stream().filter(option -> !option.inherited()).toList();
        return list(help, own) + (common.isEmpty() ? "" : help.createHeading(COMMON) + list(help, common));
    }

    private static String list(Help help, List<OptionSpec> options) {
        Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.createDefaultParamLabelRenderer());
        return layout.toString();
    }
}
