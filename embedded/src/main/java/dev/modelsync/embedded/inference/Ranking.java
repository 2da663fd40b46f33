package dev.modelsync.embedded.inference;

/**
 * How well one passage fits a query.
 *
 * @param index the passage's place in what was given, from 0
 * @param logit the higher, the better
 */
public record Ranking(int index, double logit) {}
