package dev.modelsync.cli.topics;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** What can be done with the topics; either way they are shown as they then are. */
@Command
final class TopicsCommand implements Callable<Integer> {
    /** Request and words of such a command. */
    enum Act {
        CREATE(
                Call.post("topics"),
                "Makes the topics that are missing. One that is there is never changed; the command that would is shown."),
        VERIFY(
                Call.get("topics"),
                "Shows of each topic the settings that a promise hangs on, as they are and as they have to be.");

        private final Call call;
        private final String description;

        Act(Call call, String description) {
            this.call = call;
            this.description = description;
        }

        CommandLine command(Session session) {
            String name = name().toLowerCase(Locale.ROOT);
            CommandLine command = new CommandLine(new TopicsCommand(session, this)).setCommandName(name);
            command.getCommandSpec()
                    .usageMessage()
                    .description(description, "The exit code is 2 when one is not safe.")
                    .footer("", "Example: modelsync topics " + name);
            return command;
        }
    }

    private final Session session;
    private final Act act;

    private TopicsCommand(Session session, Act act) {
        this.session = session;
        this.act = act;
    }

    @Override
    public Integer call() {
        JsonNode topics = session.api().send(act.call).body().path("items");
        session.show(topics, TopicText::list);
        return TopicText.exitCode(topics);
    }
}
