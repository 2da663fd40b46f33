package dev.modelsync.events.registration;

import dev.modelsync.events.registration.rules.ServiceKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Where the next page starts: after a name. Opaque to the client. */
public final class PageToken {
    private PageToken() {}

    public static String after(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8));
    }

    /** The name after which the page starts, empty for the first page. */
    public static String name(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return "";
        }
        try {
            String name = new String(Base64.getUrlDecoder().decode(token), UTF_8);
            if (ServiceKey.isName(name)) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // Not base64: answered below like every other token that is none of ours.
        }
        throw RequestParameters.wrong("pageToken", token, "the nextPageToken of the page before");
    }
}
