package dev.modelsync.proxy.access;

/**
 * A cluster that has shown its token.
 *
 * @param project whose services it may use, and no other's
 */
public record Caller(String cluster, String project) {}
