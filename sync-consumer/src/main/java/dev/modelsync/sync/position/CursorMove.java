package dev.modelsync.sync.position;

/** A partition read from one position to another; it holds only if the database still stands at the first. */
public record CursorMove(int partition, long from, long to) {}
