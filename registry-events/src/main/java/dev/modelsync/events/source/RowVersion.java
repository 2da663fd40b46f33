package dev.modelsync.events.source;

import java.time.Instant;

/**
 * Which change a row shows, without its content; key, uid, revision and time together name one change.
 *
 * @param key of the record that tells of it
 * @param uid of the incarnation; the key itself where a key has only one
 * @param live false for a row that says that its subject is no more
 * @param revision grows with every change of the key, in commit order
 * @param at when the row was written, by the database's clock
 */
public record RowVersion(String key, String uid, boolean live, long revision, Instant at) {
    @Override
    public String toString() {
        return key + " revision " + revision;
    }
}
