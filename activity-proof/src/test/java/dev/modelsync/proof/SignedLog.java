package dev.modelsync.proof;

import dev.modelsync.proof.Checkpoint.Tip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log as Hybrid Manager keeps it, and the lines of its export. */
final class SignedLog {
    final KeyPair keys;
    final List<String> checkpointLines = new ArrayList<>();
    final Map<String, List<ProofLine.Linked>> streams = new LinkedHashMap<>();
    private @Nullable Checkpoint last;

    SignedLog() throws GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    void entry(String stream, String kind, String id, String actor) {
        link(stream, kind, id, ProofJson.write(Map.of("entry", Map.of("id", id, "actor", actor))), true);
    }

    /** The answer to a command that the log has from the command itself. */
    void superseded(String stream, String id) {
        link(stream, "ANSWER", id, ProofJson.write(Map.of("entry", Map.of("id", id, "actor", "?"))), false);
    }

    private void link(String stream, String kind, String id, String fact, boolean isInLog) {
        List<ProofLine.Linked> links = streams.computeIfAbsent(stream, s -> new ArrayList<>());
        long number = links.size() + 1L;
        String previous = links.isEmpty()
                ? Chain.root(stream)
                : links.get(links.size() - 1).hash();
        String content = Chain.sha256(fact);
        String hash = Chain.next(previous, number, kind, id, content);
        links.add(new ProofLine.Linked(stream, number, kind, id, content, hash, isInLog ? fact : null));
    }

    void checkpoint() throws GeneralSecurityException {
        Map<String, Tip> tips = new LinkedHashMap<>();
        streams.forEach((stream, links) -> tips.put(
                stream, new Tip(links.size(), links.get(links.size() - 1).hash())));
        Checkpoint next = Checkpoint.after(last, Instant.parse("2026-11-26T12:00:00Z"), tips);
        checkpointLines.add(signed(next.statement(), keys));
        last = next;
    }

    static String signed(String statement, KeyPair keys) throws GeneralSecurityException {
        return new ProofLine.Signed(
                        statement, SigningKeys.idOf(keys.getPublic()), SigningKeys.sign(statement, keys.getPrivate()))
                .json();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(checkpointLines);
        streams.values().forEach(links -> links.forEach(link -> lines.add(link.json())));
        return lines;
    }

    Verdict verify(Path folder, List<String> lines) throws IOException {
        Path export = Files.write(folder.resolve("export.jsonl"), lines);
        return ActivityVerifier.verify(export, List.of(), List.of(keys.getPublic()));
    }
}
