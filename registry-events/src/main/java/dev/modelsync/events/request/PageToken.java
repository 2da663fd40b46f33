package dev.modelsync.events.request;

import dev.modelsync.events.registration.rules.ServiceKey;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Where the next page starts: after a name, or after several that go together. Opaque to the client. */
public final class PageToken {
    private static final String SEPARATOR = "/";

    private PageToken() {}

    public static String after(String... names) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, names).getBytes(UTF_8));
    }

    /** The name after which the page starts, empty for the first page. */
    public static String name(@Nullable String token) {
        List<String> names = names(token, 1);
        return names.isEmpty() ? "" : names.get(0);
    }

    /** As many names as are asked for, none for the first page. */
    public static List<String> names(@Nullable String token, int count) {
        if (token == null || token.isEmpty()) {
            return List.of();
        }
        try {
            List<String> names = List.of(new String(Base64.getUrlDecoder().decode(token), UTF_8).split(SEPARATOR, -1));
            if (names.size() == count && names.stream().allMatch(ServiceKey::isName)) {
                return names;
            }
        } catch (IllegalArgumentException e) {
            // Not base64: answered below like every other token that is none of ours.
        }
        throw RequestParameters.wrong("pageToken", token, "the nextPageToken of the page before");
    }
}
