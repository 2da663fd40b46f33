package dev.modelsync.events.registration.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header Prefer (RFC 7240), of which {@code wait} is understood; the rest is ignored, as the RFC has it. */
final class Preference {
    static final int MAX_WAIT = 60;
    private static final Pattern WAIT = Pattern.compile("(?i)wait\\s*=\\s*\"?([0-9]{1,9})\"?");

    private Preference() {}

    /** How long to wait, in whole seconds of at most {@value #MAX_WAIT}; the first counts. */
    static Optional<Duration> wait(List<String> headers) {
        for (String header : headers) {
            for (String preference : header.split("[,;]", -1)) {
                Matcher matcher = WAIT.matcher(preference.strip());
                if (matcher.matches()) {
                    return Optional.of(Duration.ofSeconds(Math.min(MAX_WAIT, Integer.parseInt(matcher.group(1)))));
                }
            }
        }
        return Optional.empty();
    }
}
