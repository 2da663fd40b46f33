package dev.modelsync.events.fleet.why;

import dev.modelsync.events.fleet.why.Link.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Follows a change from the row to the model, and stops at the first link that does not hold. Which links there are follows
 * from how the cluster gets at credentials. The same facts give the same chain.
 */
final class Chain {
    private static final Map<Name, Function<Facts, Link>> LINKS = Map.ofEntries(
            Map.entry(Name.SAVED, Announced::saved),
            Map.entry(Name.CAPTURED, Announced::captured),
            Map.entry(Name.PUBLISHED, Announced::published),
            Map.entry(Name.CONSUMED, Announced::consumed),
            Map.entry(Name.CREDENTIAL_SEALED, Delivered::credentialSealed),
            Map.entry(Name.CREDENTIAL_OPENED, Delivered::credentialOpened),
            Map.entry(Name.PLANNED, Registered::planned),
            Map.entry(Name.APPLIED, Registered::applied),
            Map.entry(Name.VALIDATED, Registered::validated),
            Map.entry(Name.PROXY_REACHABLE, Delivered::proxyReachable),
            Map.entry(Name.PROVIDER_REACHABLE, Delivered::providerReachable));

    private Chain() {}

    /** All links of this cluster's way, in their order. */
    static List<Link> of(Facts facts) {
        List<Link> links = new ArrayList<>();
        boolean ended = false;
        for (Name name : Name.of(facts.way())) {
            Link link = ended
                    ? Link.notReached(name)
                    : Objects.requireNonNull(LINKS.get(name)).apply(facts);
            links.add(link);
            ended = ended || link.isEnd();
        }
        return links;
    }
}
