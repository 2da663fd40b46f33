package dev.modelsync.events.registration.rules;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names one service of one project. Both names are DNS style; neither ever changes. */
public record ServiceKey(String project, String name) {
    /** What a name may be, in words that follow "allowed: ". */
    public static final String ALLOWED =
            "1 to 63 lower case letters, digits, hyphens and dots, each part between dots starting and ending with a letter or digit";

    private static final int MAX_LENGTH = 63;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    public ServiceKey {
        requireName("project", project);
        requireName("service name", name);
    }

    /** Whether this can be the name of a project or of a service. */
    public static boolean isName(String text) {
        return text.length() <= MAX_LENGTH && NAME.matcher(text).matches();
    }

    /**
     * @param what names the text in the message
     * @throws IllegalArgumentException when this cannot be a name
     */
    public static void requireName(String what, String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException(what + " '" + text + "' is not a name; allowed: " + ALLOWED);
        }
    }

    /** What {@link #toString} writes; empty for any other text. */
    public static Optional<ServiceKey> parse(String text) {
        int slash = text.indexOf('/');
        String project = text.substring(0, Math.max(slash, 0));
        String name = text.substring(slash + 1);
        return isName(project) && isName(name) ? Optional.of(new ServiceKey(project, name)) : Optional.empty();
    }

    /** {@code project/name}: unambiguous, since neither holds a slash. */
    @Override
    public String toString() {
        return project + '/' + name;
    }
}
