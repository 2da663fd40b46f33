package dev.modelsync.events.capture;

/**
 * Published to the application when the capture has ended by a failure that no repetition cures. The
 * process should end: changes are no longer published.
 */
public record CaptureFailed(Throwable cause) {}
