package dev.modelsync.events.kafka;

import dev.modelsync.events.check.Finding;
import dev.modelsync.events.check.SelfCheck;
import dev.modelsync.events.kafka.TopicReport.Setting;
import dev.modelsync.events.kafka.TopicReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/** Whether the brokers answer, and each topic that is not as it has to be. */
final class KafkaCheck implements SelfCheck {
    private static final String TOPICS = "topics";

    private final TopicProvisioner topics;
    private final KafkaProperties kafka;

    KafkaCheck(TopicProvisioner topics, KafkaProperties kafka) {
        this.topics = topics;
        this.kafka = kafka;
    }

    @Override
    public List<Finding> look() {
        List<TopicReport> reports;
        try {
            reports = topics.verify();
        } catch (KafkaException e) {
            return List.of(Finding.fail(
                    "kafka",
                    "The brokers at " + kafka.bootstrapServers() + " do not answer, or refuse",
                    "Look at the brokers, the way to them, and modelsync.kafka.properties; changes wait meanwhile"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("kafka", "The brokers at " + kafka.bootstrapServers() + " answer"));
        reports.stream()
                .filter(report -> !report.isSafe())
                .map(KafkaCheck::complaint)
                .forEach(findings::add);
        if (findings.size() == 1) {
            findings.add(Finding.ok(TOPICS, "All " + reports.size() + " topics are there, with safe settings"));
        }
        return findings;
    }

    private static Finding complaint(TopicReport report) {
        String detail = report.state() == State.MISSING
                ? report.topic() + " is missing"
                : report.topic() + " would lose events: "
                        + report.unsafe().stream().map(Setting::complaint).collect(Collectors.joining("; "));
        return Finding.fail(TOPICS, detail, String.valueOf(report.repair()));
    }
}
