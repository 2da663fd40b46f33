package dev.modelsync.events.registration.view;

/** What is known of an endpoint: the closed set. */
public enum EndpointState {
    /** The provider answered as it should. */
    READY,
    /** It did not, for the cause that is given. */
    FAILED,
    /** Not probed since the registration, or since the last edit of what is probed. */
    PENDING,
    /** It cannot be told, for the cause that is given. */
    UNKNOWN
}
