package dev.modelsync.events.source;

/** A row of a captured table. */
public interface SourceRow {
    RowVersion version();
}
