package dev.modelsync.cli.doctor;

import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code modelsync doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks for what is wrong: Hybrid Manager, the token, the clocks, its database, replication slot, brokers, topics and inference proxies,",
            "and each enrolled cluster, of one project where one is given. Changes nothing. The exit code is 2 unless all is well."
        },
        footer = {"", "Example: modelsync doctor"})
public final class DoctorCommand implements Callable<Integer> {
    private final Session session;

    public DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Finding> findings;
        try (Progress progress = session.progress()) {
            progress.start("Looking");
            findings = look();
        }
        List<JsonNode> results = findings.stream().map(DoctorCommand::json).toList();
        session.printer().print(results, () -> text(findings));
        return findings.stream().allMatch(Finding::isWell) ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    private List<Finding> look() {
        List<Finding> findings = new ArrayList<>(new ServerChecks(session.api(), session.clock()).look());
        if (findings.get(0).isWell()) {
            findings.addAll(new ClusterChecks(session.api()).look(session.projectIfGiven()));
        }
        return findings;
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String line = "%-4s  %-17s %s".formatted(finding.level(), finding.subject(), finding.detail());
            text.append(Table.text(line)).append('\n');
            if (finding.remedy() != null) {
                text.append(" ".repeat(6))
                        .append(Table.text("-> " + finding.remedy()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static JsonNode json(Finding finding) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("level", finding.level().name())
                .put("subject", finding.subject())
                .put("detail", finding.detail())
                .put("remedy", finding.remedy());
    }
}
