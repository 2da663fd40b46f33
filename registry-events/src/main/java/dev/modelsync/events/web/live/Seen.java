package dev.modelsync.events.web.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a browser shows of each region, as a short digest: enough to tell whether another rendering differs. */
public final class Seen {
    private final Map<String, String> digests;

    private Seen(Map<String, String> digests) {
        this.digests = new ConcurrentHashMap<>(digests);
    }

    /** Of the text that a page was given; what cannot be read counts as not seen. */
    public static Seen parse(@Nullable String text) {
        Map<String, String> digests = new ConcurrentHashMap<>();
        for (String part : text == null ? new String[0] : text.split(",")) {
            int sign = part.indexOf(':');
            if (sign > 0) {
                digests.put(part.substring(0, sign), part.substring(sign + 1));
            }
        }
        return new Seen(digests);
    }

    /** For the page to give back. */
    public static String text(Map<String, String> regions) {
        return regions.entrySet().stream()
                .map(region -> region.getKey() + ":" + digest(region.getValue()))
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** Whether this differs from what is seen; it then is seen. */
    boolean isNews(String region, String html) {
        String digest = digest(html);
        return !digest.equals(digests.put(region, digest));
    }

    private static String digest(String html) {
        return Integer.toHexString(html.hashCode());
    }
}
