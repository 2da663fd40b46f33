package dev.modelsync.events.probe;

import dev.modelsync.events.probe.StatusTable.Row;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.view.EndpointState;
import dev.modelsync.events.registration.view.EndpointStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found, in words for a person. */
final class StatusView {
    private StatusView() {}

    /** As it was kept. Models that an edit has taken away meanwhile are not missed any more. */
    static EndpointStatus of(InferenceService service, Row row) {
        List<String> unlisted = row.unlisted() == null
                ? null
                : row.unlisted().stream()
                        .filter(upstreamModels(service.settings())::contains)
                        .toList();
        return of(row.state(), row.cause(), row.seen(), new Times(row.checkedAt(), row.since()), unlisted);
    }

    /** Of a service that is not probed, because nothing is. */
    static EndpointStatus off(Instant since) {
        return of(EndpointState.UNKNOWN, ProbeCause.PROBING_OFF.name(), null, new Times(null, since), null);
    }

    /** As it was found a moment ago, and is kept nowhere. */
    static EndpointStatus of(ServiceSettings settings, Finding finding, Instant now) {
        ProbeCause cause = finding.cause();
        return of(
                cause == null ? EndpointState.READY : cause.state(),
                cause == null ? null : cause.name(),
                finding.seen(),
                new Times(now, now),
                finding.unlisted(upstreamModels(settings)));
    }

    static List<String> upstreamModels(ServiceSettings settings) {
        return settings.models().stream().map(Model::upstreamModel).toList();
    }

    private record Times(@Nullable Instant checkedAt, Instant since) {}

    private static EndpointStatus of(
            EndpointState state,
            @Nullable String cause,
            @Nullable String seen,
            Times times,
            @Nullable List<String> unlisted) {
        Optional<ProbeCause> known = Arrays.stream(ProbeCause.values())
                .filter(value -> value.name().equals(cause))
                .findFirst();
        return new EndpointStatus(
                state,
                cause,
                known.map(value -> detail(value, seen)).orElse(seen),
                known.map(ProbeCause::remedy).orElse(null),
                times.checkedAt(),
                times.since(),
                unlisted);
    }

    private static String detail(ProbeCause cause, @Nullable String seen) {
        return seen == null ? cause.explanation() : cause.explanation() + " (" + seen + ")";
    }
}
