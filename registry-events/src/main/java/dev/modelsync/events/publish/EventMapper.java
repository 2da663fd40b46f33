package dev.modelsync.events.publish;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.events.source.Revisions.Stamp;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowVersion;
import dev.modelsync.events.source.SourceRow;
import org.apache.avro.specific.SpecificRecord;

/**
 * How the rows of one table are told on their topic. Pure functions.
 *
 * @param <E> the one type of the topic's events
 */
interface EventMapper<R extends SourceRow, E extends SpecificRecord> {
    /** Who is said to have ended what nobody was seen to end. */
    String ACTOR = "modelsync";

    Class<E> type();

    /** What a row is about, as an error begins with: {@code Service}. */
    String noun();

    /** Of any change but a deletion, which is a record without a value. */
    E event(RowChange<R> change);

    /**
     * The end of what has no row any more, by the last that the topic knew of it.
     *
     * @param lsn position in the log at which the table was read
     */
    E ending(E last, Stamp stamp, long lsn);

    /** Which change the event tells of. */
    RowVersion version(E event);

    /** Whether it says all that its readers need by now; one of an earlier release may not. */
    default boolean isComplete(E event) {
        return true;
    }

    EventHeaders headers(E event);
}
