package dev.modelsync.events.fleet.why;

import dev.modelsync.events.fleet.why.Link.State;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to why.
 *
 * @param works whether the models can be used on the cluster; null where something waits or nothing tells
 * @param end the first link that is broken or waits; null where there is none
 */
record Explanation(
        String project,
        String service,
        String cluster,
        long revision,
        @Nullable Boolean works,
        Link.@Nullable Name end,
        List<Link> links) {

    static Explanation of(Facts facts, List<Link> links) {
        Optional<Link> end = links.stream().filter(Link::isEnd).findFirst();
        boolean broken = end.filter(link -> link.state() == State.BROKEN).isPresent();
        boolean complete = links.stream().allMatch(link -> link.state() == State.OK);
        return new Explanation(
                facts.service().project(),
                facts.service().name(),
                facts.worker().clusterId(),
                facts.service().revision(),
                broken ? Boolean.FALSE : complete ? Boolean.TRUE : null,
                end.map(Link::name).orElse(null),
                links);
    }
}
