package dev.modelsync.events.fleet;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clusters are looked at.
 *
 * @param silentAfter how long without a heartbeat until nothing is known of a cluster or a proxy; both send one every 5 s
 */
@ConfigurationProperties("modelsync.fleet")
public record FleetProperties(@DefaultValue("30s") Duration silentAfter) {
    public FleetProperties {
        if (silentAfter.isNegative() || silentAfter.isZero()) {
            throw new IllegalArgumentException(
                    "modelsync.fleet.silent-after is '" + silentAfter + "'; allowed: a positive time such as 30s");
        }
    }
}
