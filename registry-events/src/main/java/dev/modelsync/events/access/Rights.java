package dev.modelsync.events.access;

import org.jspecify.annotations.Nullable;

/**
 * For pages, which offer nothing that would be refused.
 *
 * @param models whether services may be registered, edited and deregistered
 * @param clusters whether clusters may be enrolled and changed
 * @param name of who has signed in; null where nobody has
 */
public record Rights(
        boolean models, boolean clusters, @Nullable String name) {
    static final Rights ALL = new Rights(true, true, null);
    static final Rights NONE = new Rights(false, false, null);

    static Rights of(Caller caller) {
        return new Rights(
                caller.roles().contains(Role.MODEL_ADMIN), caller.roles().contains(Role.OPERATOR), caller.name());
    }
}
