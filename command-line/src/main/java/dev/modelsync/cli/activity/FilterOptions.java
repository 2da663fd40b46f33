package dev.modelsync.cli.activity;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which entries; all filters that are given have to match. What values there are, Hybrid Manager knows. */
final class FilterOptions {
    static final String PROJECT =
            "With a project, also one from the environment, only its entries: commands to workers belong to none, and -p '' asks for all.";

    @Option(names = "--service", paramLabel = "NAME", description = "Of this service")
    private @Nullable String service;

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "Of this cluster, or answered by it")
    private @Nullable String cluster;

    @Option(names = "--by", paramLabel = "NAME", description = "By this actor")
    private @Nullable String by;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "As REGISTERED, UPDATED, DEREGISTERED, ENROLLED or PAUSE")
    private @Nullable String type;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description =
                    "As APPLIED, SKIPPED or PARKED, of any cluster or that of --cluster; NONE for unanswered ones")
    private @Nullable String outcome;

    @Option(
            names = "--replay-id",
            paramLabel = "ID",
            description =
                    "Commands about this replay, and what it did, in every project; `modelsync replay list` shows the id")
    private @Nullable String replayId;

    @Option(names = "--from", paramLabel = "TIME", description = "Not before, as 2026-11-24T20:15:00Z")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this time")
    private @Nullable String to;

    @Option(
            names = "--since",
            paramLabel = "AGO",
            converter = Ago.class,
            description = "In the place of --from: 90s, 30m, 12h or 7d ago")
    private @Nullable Duration since;

    Call on(Call call, Session session) {
        if (since != null && from != null) {
            throw FailedException.usage("--from and --since are both given; allowed: one of them");
        }
        String begin = since == null
                ? from
                : session.clock()
                        .instant()
                        .minus(since)
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString();
        // Commands about a replay are of a cluster and of no project.
        String project = replayId == null ? session.projectIfGiven().orElse(null) : null;
        return call.query("project", project)
                .query("service", service)
                .query("cluster", cluster)
                .query("actor", by)
                .query("type", type)
                .query("outcome", outcome)
                .query("replayId", replayId)
                .query("from", begin)
                .query("to", to);
    }

    /** {@code 90s}, {@code 30m}, {@code 12h}, {@code 7d}. */
    static final class Ago implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd])");

        @Override
        public Duration convert(String given) {
            Matcher matcher = FORM.matcher(given);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + given + "' is no time span; allowed: as 90s, 30m, 12h, 7d");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }
}
