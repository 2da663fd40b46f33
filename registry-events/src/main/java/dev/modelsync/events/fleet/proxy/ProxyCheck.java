package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.check.Finding;
import dev.modelsync.events.check.SelfCheck;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessException;

/** Whether inference proxies report, and whether they serve what was announced. */
final class ProxyCheck implements SelfCheck {
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
            Map<Integer, Long> overdue = announced.lastBefore(clock.instant().minus(tooLong));
            return ProxyFindings.of(proxies.heard(), proxies.areNeeded(), overdue);
        } catch (DataAccessException e) {
            return List.of(ProxyFindings.unknown());
        }
    }
}
