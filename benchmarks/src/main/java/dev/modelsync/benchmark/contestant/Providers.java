package dev.modelsync.benchmark.contestant;

import java.net.URI;

/**
 * What answers in the end, the same for all contestants.
 *
 * @param key without which neither answers
 */
public record Providers(URI small, URI stream, String key) {}
