package dev.modelsync.proof;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where every stream of the log ended at a moment.
 *
 * @param number from 1 on, without a gap
 * @param previous {@link Chain#sha256} of the statement of the checkpoint before; null for the first
 * @param tips by stream
 */
public record Checkpoint(long number, @Nullable String previous, Instant at, Map<String, Tip> tips) {
    /**
     * Where a stream ends.
     *
     * @param length how many links it has
     * @param hash of the last one
     */
    public record Tip(long length, String hash) {}

    public Checkpoint {
        tips = Map.copyOf(tips);
    }

    /** The first, or the one that follows that statement. */
    public static Checkpoint after(@Nullable Checkpoint before, Instant at, Map<String, Tip> tips) {
        return before == null
                ? new Checkpoint(1, null, at, tips)
                : new Checkpoint(before.number + 1, Chain.sha256(before.statement()), at, tips);
    }

    /**
     * Whether this one comes next.
     *
     * @param before null where none is known, which any may come next after: the first of them may be kept no more
     */
    public boolean isNextAfter(@Nullable Checkpoint before) {
        return before == null
                || number == before.number + 1
                        && Chain.sha256(before.statement()).equals(previous);
    }

    /** What is signed. */
    public String statement() {
        List<Object> streams = new ArrayList<>();
        new TreeMap<>(tips)
                .forEach((stream, tip) ->
                        streams.add(Map.of("stream", stream, "length", tip.length(), "hash", tip.hash())));
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("number", number);
        if (previous != null) {
            statement.put("previous", previous);
        }
        statement.put("at", at.toString());
        statement.put("streams", streams);
        return ProofJson.write(statement);
    }

    /** @throws IllegalArgumentException when it is no statement of a checkpoint */
    public static Checkpoint of(String statement) {
        try {
            return parsed(ProofJson.read(statement));
        } catch (UnusableInputException | DateTimeException e) {
            throw new IllegalArgumentException("The statement of a checkpoint is unusable: " + e.getMessage(), e);
        }
    }

    private static Checkpoint parsed(JsonNode statement) throws UnusableInputException {
        Map<String, Tip> tips = new TreeMap<>();
        for (JsonNode stream : statement.path("streams")) {
            tips.put(
                    ProofJson.text(stream, "stream"),
                    new Tip(ProofJson.number(stream, "length"), ProofJson.text(stream, "hash")));
        }
        String previous = statement.has("previous") ? ProofJson.text(statement, "previous") : null;
        return new Checkpoint(
                ProofJson.number(statement, "number"), previous, Instant.parse(ProofJson.text(statement, "at")), tips);
    }
}
