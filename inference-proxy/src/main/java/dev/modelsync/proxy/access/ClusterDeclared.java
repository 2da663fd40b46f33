package dev.modelsync.proxy.access;

/**
 * What a change says of a cluster.
 *
 * @param project whose services it may use
 * @param tokenSha256 64 hexadecimal digits
 * @param revoked whether its token is worth nothing
 */
public record ClusterDeclared(String id, long revision, String project, String tokenSha256, boolean revoked) {}
