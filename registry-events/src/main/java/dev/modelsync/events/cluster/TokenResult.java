package dev.modelsync.events.cluster;

/** What became of a request for another token. */
public sealed interface TokenResult {
    /** The token before is invalid. This one is given here and never again. */
    record Issued(Cluster cluster, AccessToken token) implements TokenResult {}

    /** The cluster is revoked and gets no token, unless it is enrolled again. */
    record Revoked(Cluster cluster) implements TokenResult {}

    /** No such cluster is enrolled. */
    record Unknown() implements TokenResult {}
}
