package dev.modelsync.proxy.routes;

/** What is known of a service. */
public sealed interface Lookup {
    /** It can be reached. */
    record Found(Route route) implements Lookup {}

    /** It is registered and cannot be reached yet, or not at all. */
    record Unready(Obstacle why) implements Lookup {}

    /** It was deregistered. */
    record Gone() implements Lookup {}

    /** There is none of this name. */
    record Unknown() implements Lookup {}

    /** Why a registered service has no route. */
    enum Obstacle {
        /** Its credential is not in the secret store yet. */
        CREDENTIAL_MISSING,
        /** Its registration was made by something newer, or by hand, and cannot be followed. */
        UNUSABLE_REGISTRATION
    }
}
