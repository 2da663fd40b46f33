package dev.modelsync.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A line of an export with proofs. */
public sealed interface ProofLine {
    /**
     * A checkpoint with its signature.
     *
     * @param statement as it was signed
     * @param signature in Base64
     */
    record Signed(String statement, String keyId, String signature) implements ProofLine {
        public String json() {
            return ProofJson.write(
                    Map.of("checkpoint", Map.of("statement", statement, "keyId", keyId, "signature", signature)));
        }
    }

    /**
     * A link of a stream and what it stands for.
     *
     * @param kind {@code CHANGE}, {@code COMMAND}, {@code ANSWER} or {@code OUTCOME}
     * @param id of the entry, or cluster and id of the outcome
     * @param content the digest of {@code fact}
     * @param fact {@code {"entry": ...}} or {@code {"outcome": ...}} in the form that is hashed; null for the answer to a command that the
     *     log has from the command itself
     */
    record Linked(
            String stream,
            long number,
            String kind,
            String id,
            String content,
            String hash,
            @Nullable String fact) implements ProofLine {
        /** Of a command that was told by its answer. */
        static final String ANSWER = "ANSWER";

        /** Of a command that was told by itself. */
        static final String COMMAND = "COMMAND";

        public String json() {
            Map<String, Object> link = new LinkedHashMap<>();
            link.put("stream", stream);
            link.put("number", number);
            link.put("kind", kind);
            link.put("id", id);
            link.put("content", content);
            link.put("hash", hash);
            String text = ProofJson.write(Map.of("link", link));
            return fact == null ? text : text.substring(0, text.length() - 1) + ',' + fact.substring(1);
        }
    }

    /**
     * An entry or outcome that no link stands for.
     *
     * @param fact as above
     */
    record Unlinked(String factId, String fact) implements ProofLine {
        public String json() {
            return fact;
        }
    }

    /** @throws UnusableInputException when it is none of them */
    static ProofLine parse(String line) throws UnusableInputException {
        JsonNode read = ProofJson.read(line);
        requireNothingElse(read);
        if (read.has("checkpoint")) {
            JsonNode checkpoint = read.get("checkpoint");
            return new Signed(
                    ProofJson.text(checkpoint, "statement"),
                    ProofJson.text(checkpoint, "keyId"),
                    ProofJson.text(checkpoint, "signature"));
        }
        String member = read.has("entry") ? "entry" : "outcome";
        JsonNode fact = read.get(member);
        String text = fact == null ? null : "{\"" + member + "\":" + ProofJson.write(fact) + '}';
        JsonNode link = read.get("link");
        if (link == null) {
            if (fact == null || text == null) {
                throw new UnusableInputException("it has neither 'checkpoint' nor 'link', 'entry' or 'outcome'");
            }
            return new Unlinked(ProofJson.text(fact, "id"), text);
        }
        return new Linked(
                ProofJson.text(link, "stream"),
                ProofJson.number(link, "number"),
                ProofJson.text(link, "kind"),
                ProofJson.text(link, "id"),
                ProofJson.text(link, "content"),
                ProofJson.text(link, "hash"),
                text);
    }

    /** What no hash covers must not stand beside what one covers. */
    private static void requireNothingElse(JsonNode line) throws UnusableInputException {
        int known = line.has("checkpoint")
                ? 1
                : (line.has("link") ? 1 : 0) + (line.has("entry") || line.has("outcome") ? 1 : 0);
        if (line.size() != known) {
            throw new UnusableInputException("it has members that belong to no line of an export");
        }
    }
}
