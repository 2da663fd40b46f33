package dev.modelsync.sync.plan;

import java.util.Optional;

/** Identity of a registered service: its project and its name in that project. Written {@code project/name}. */
public record ServiceKey(String project, String name) {
    private static final char SEPARATOR = '/';
    private static final String NO_PROJECT = "?";

    public ServiceKey {
        Storable.check("Project", project);
        Storable.check("Service name", name);
        if (project.isEmpty() || name.isEmpty() || project.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("Service key '" + project + SEPARATOR + name
                    + "': project and name must not be empty, project without '/'");
        }
    }

    /** Reads {@code project/name}; empty when the text is not of that form. */
    public static Optional<ServiceKey> parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator <= 0 || separator == text.length() - 1 || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new ServiceKey(text.substring(0, separator), text.substring(separator + 1)));
    }

    /** Stands for a service where a record names none that can be understood. */
    public static ServiceKey unknownAt(String place) {
        return new ServiceKey(NO_PROJECT, place);
    }

    boolean mayBelongTo(String someProject) {
        return project.equals(someProject) || project.equals(NO_PROJECT);
    }

    @Override
    public String toString() {
        return project + SEPARATOR + name;
    }
}
