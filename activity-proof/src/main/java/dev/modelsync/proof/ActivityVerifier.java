package dev.modelsync.proof;

import dev.modelsync.proof.Finding.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Verifies an export of the activity log without Hybrid Manager: that its entries are those, all of those and in the order
 * that the checkpoints have signed. Reads the export twice, and keeps of it only what it needs: memory grows with the number
 * of checkpoints and commands, not with that of entries.
 */
public final class ActivityVerifier {
    private final SignedCheckpoints checkpoints;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, StreamCheck> streams = new HashMap<>();
    private final Set<String> commands = new HashSet<>();
    private final Map<String, Finding> superseded = new HashMap<>();
    private long linked;

    private ActivityVerifier(Collection<PublicKey> trusted) {
        checkpoints = new SignedCheckpoints(trusted);
    }

    /**
     * @param others further files with checkpoints, such as an earlier export, or what was read from the topic; of them the rest is
     *     not looked at
     * @param trusted got from Hybrid Manager's operator by another way than the export
     */
    public static Verdict verify(Path export, List<Path> others, Collection<PublicKey> trusted) throws IOException {
        ActivityVerifier verifier = new ActivityVerifier(trusted);
        for (Path file : Stream.concat(Stream.of(export), others.stream()).toList()) {
            verifier.readCheckpoints(file);
        }
        verifier.findings.addAll(verifier.checkpoints.findings());
        verifier.checkpoints.streams().forEach(verifier::stream);
        verifier.readLinks(export);
        return verifier.end();
    }

    private void readCheckpoints(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (parsed(line) instanceof ProofLine.Signed signed) {
                    checkpoints.add(signed);
                }
            }
        }
    }

    private void readLinks(Path export) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(export, UTF_8)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                ProofLine parsed = parsed(line);
                if (parsed == null) {
                    findings.add(new Finding(
                            Kind.UNUSABLE_LINE, "line " + number, "it is no line of an export with proofs"));
                } else {
                    add(parsed);
                }
            }
        }
    }

    private static @Nullable ProofLine parsed(String line) {
        try {
            return ProofLine.parse(line);
        } catch (UnusableInputException e) {
            return null;
        }
    }

    private void add(ProofLine line) {
        if (line instanceof ProofLine.Unlinked unlinked) {
            findings.add(new Finding(Kind.INSERTED, unlinked.factId(), "no link stands for it"));
        } else if (line instanceof ProofLine.Linked link) {
            linked++;
            stream(link.stream()).add(link);
            remember(link);
        }
    }

    /** A command that was first known by its answer: the log has it from the command itself, by the same id. */
    private void remember(ProofLine.Linked link) {
        if (link.kind().equals(ProofLine.Linked.COMMAND) && link.fact() != null) {
            commands.add(link.id());
        } else if (link.fact() == null) {
            String place = link.stream() + " " + link.number() + " (" + link.id() + ")";
            Finding missing = new Finding(Kind.REMOVED, place, "it is missing");
            if (link.kind().equals(ProofLine.Linked.ANSWER)) {
                superseded.put(link.id(), missing);
            } else {
                findings.add(missing);
            }
        }
    }

    private StreamCheck stream(String name) {
        return streams.computeIfAbsent(name, n -> new StreamCheck(n, checkpoints.tipsOf(n), findings::add));
    }

    private Verdict end() {
        superseded.forEach((id, missing) -> {
            if (!commands.contains(id)) {
                findings.add(missing);
            }
        });
        streams.values().forEach(StreamCheck::end);
        long unsigned =
                streams.values().stream().mapToLong(StreamCheck::unsigned).sum();
        return new Verdict(findings, linked, checkpoints.size(), checkpoints.lastAt(), unsigned);
    }
}
