package dev.modelsync.cli.session;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** From when to when; each end may be open. A mixin. */
public final class TimeSpan {
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

    /** As Hybrid Manager takes it, which knows what a time is. */
    public Optional<String> begin(Session session) {
        if (since == null) {
            return Optional.ofNullable(from);
        }
        if (from != null) {
            throw FailedException.usage("--from and --since are both given; allowed: one of them");
        }
        return Optional.of(session.clock()
                .instant()
                .minus(since)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString());
    }

    /** As {@link #begin}. */
    public Optional<String> end() {
        return Optional.ofNullable(to);
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
