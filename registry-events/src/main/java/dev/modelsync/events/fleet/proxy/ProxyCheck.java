package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.check.Finding;
import dev.modelsync.events.check.SelfCheck;
import dev.modelsync.events.fleet.proxy.ProxyReports.Heard;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;

/** Whether inference proxies report, and whether they serve what was announced. */
final class ProxyCheck implements SelfCheck {
    private static final String SUBJECT = "proxies";
    private static final int NAMED = 5;

    private final ProxyReports proxies;
    private final AnnouncedCredentials announced;
    private final Duration tooLong;
    private final Clock clock;

    /** @param tooLong for which a proxy may be behind the topic of services */
    ProxyCheck(ProxyReports proxies, AnnouncedCredentials announced, Duration tooLong, Clock clock) {
        this.proxies = proxies;
        this.announced = announced;
        this.tooLong = tooLong;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        try {
            Heard heard = proxies.heard();
            return heard.live().isEmpty() ? List.of(none(heard.silent())) : findings(heard);
        } catch (DataAccessException e) {
            return List.of(Finding.fail(
                    SUBJECT,
                    "What they told cannot be read: the database of Hybrid Manager does not answer",
                    "Look at the database first"));
        }
    }

    private Finding none(List<ReportedProxy> silent) {
        if (!proxies.areNeeded()) {
            return Finding.ok(SUBJECT, "None reports, and no cluster is enrolled that would call one");
        }
        String said = silent.stream()
                .max(Comparator.comparing(ReportedProxy::receivedAt))
                .map(last -> "None reports, and the last, " + last.id() + ", was heard at " + last.receivedAt())
                .orElse("None reports");
        return Finding.fail(
                SUBJECT,
                said + ": as far as is known, clusters with delivery PROXY cannot call their models",
                "Start an inference proxy, or see that it reaches Kafka");
    }

    private List<Finding> findings(Heard heard) {
        Map<Integer, Long> overdue = announced.lastBefore(clock.instant().minus(tooLong));
        List<Finding> findings = new ArrayList<>();
        heard.silent().forEach(proxy -> findings.add(silent(proxy)));
        heard.live().stream()
                .filter(proxy -> !proxy.hasRead(overdue))
                .map(ProxyCheck::behind)
                .forEach(findings::add);
        heard.live().stream()
                .filter(proxy -> proxy.waitingServices() > 0)
                .map(ProxyCheck::waiting)
                .forEach(findings::add);
        if (findings.isEmpty()) {
            int live = heard.live().size();
            findings.add(Finding.ok(
                    SUBJECT,
                    (live == 1 ? "One reports, and serves" : live + " report, and serve") + " what was announced"));
        }
        return findings;
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
