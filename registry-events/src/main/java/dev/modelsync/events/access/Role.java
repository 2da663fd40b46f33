package dev.modelsync.events.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody may do, beside reading, which each of them may. */
public enum Role {
    /** Registers, edits, deregisters and probes services. */
    MODEL_ADMIN("model-admin"),
    /** Enrols clusters, commands their workers, replays, and looks after the topics. */
    OPERATOR("operator"),
    /** Reads. */
    AUDITOR("auditor");

    static final Set<Role> ANY = Collections.unmodifiableSet(EnumSet.allOf(Role.class));

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** As a token has it. */
    public String text() {
        return text;
    }

    static Optional<Role> of(String text) {
        return Stream.of(values()).filter(role -> role.text.equals(text)).findFirst();
    }

    /** In words, in the order of this type. */
    static String texts(Set<Role> roles) {
        List<Role> ordered = Stream.of(values()).filter(roles::contains).toList();
        return ordered.stream().map(Role::text).collect(Collectors.joining(", "));
    }
}
