package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.check.Finding;
import dev.modelsync.events.fleet.proxy.ProxyReports.Heard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is to be said of the proxies. The same facts give the same findings. */
final class ProxyFindings {
    private static final String SUBJECT = "proxies";
    private static final int NAMED = 5;

    private ProxyFindings() {}

    /**
     * @param needed whether a cluster calls its models through proxies
     * @param overdue offsets of the service topic that should have been read by now, by partition
     */
    static List<Finding> of(Heard heard, boolean needed, Map<Integer, Long> overdue) {
        if (heard.live().isEmpty()) {
            return List.of(needed ? none(heard.silent()) : unneeded());
        }
        List<Finding> findings = new ArrayList<>();
        heard.silent().forEach(proxy -> findings.add(silent(proxy)));
        heard.live().stream()
                .filter(proxy -> !proxy.hasRead(overdue))
                .map(ProxyFindings::behind)
                .forEach(findings::add);
        heard.live().stream()
                .filter(proxy -> proxy.waitingServices() > 0)
                .map(ProxyFindings::waiting)
                .forEach(findings::add);
        return findings.isEmpty() ? List.of(well(heard.live().size())) : findings;
    }

    static Finding unknown() {
        return Finding.fail(
                SUBJECT,
                "What they told cannot be read: the database of Hybrid Manager does not answer",
                "Look at the database first");
    }

    private static Finding well(int live) {
        return Finding.ok(
                SUBJECT, (live == 1 ? "One reports, and serves" : live + " report, and serve") + " what was announced");
    }

    private static Finding unneeded() {
        return Finding.ok(SUBJECT, "None reports, and no cluster is enrolled that would call one");
    }

    private static Finding none(List<ReportedProxy> silent) {
        String said = silent.stream()
                .max(Comparator.comparing(ReportedProxy::receivedAt))
                .map(last -> "None reports, and the last, " + last.id() + ", was heard at " + last.receivedAt())
                .orElse("None reports");
        return Finding.fail(
                SUBJECT,
                said + ": as far as is known, clusters with delivery PROXY cannot call their models",
                "Start an inference proxy, or see that it reaches Kafka");
    }

    private static Finding silent(ReportedProxy proxy) {
        return Finding.warn(
                SUBJECT,
                proxy.id() + " was heard last at " + proxy.receivedAt(),
                "Look whether it runs and reaches Kafka. One that has come back under another name, as without"
                        + " modelsync.proxy.report.id, is forgotten after a day");
    }

    private static Finding behind(ReportedProxy proxy) {
        return Finding.warn(
                SUBJECT,
                proxy.id() + " has not read the newest changes of services",
                "See its log, and that it reaches Kafka; what it has not read is not in force there");
    }

    private static Finding waiting(ReportedProxy proxy) {
        String services = proxy.waiting().stream()
                .limit(NAMED)
                .map(one -> one.project() + '/' + one.service() + ' ' + one.reason())
                .collect(Collectors.joining(", "));
        String more = proxy.waitingServices() > NAMED ? ", ... " + proxy.waitingServices() + " in all" : "";
        return Finding.warn(
                SUBJECT,
                proxy.id() + " lacks the newest credentials of services: " + services + more,
                "See that it reads the secret store of Hybrid Manager; it tries again by itself");
    }
}
