package dev.modelsync.proof;

import dev.modelsync.proof.Checkpoint.Tip;
import dev.modelsync.proof.Finding.Kind;
import dev.modelsync.proof.Verification.UnusableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ActivityVerifierTest {
    /** Of the lines: two checkpoints, then s/0 1 to 6, then o/0 1 and 2. */
    private static final int CHECKPOINTS = 2;

    @TempDir
    private Path folder;

    private SignedLog log;

    @BeforeEach
    void writeALog() throws GeneralSecurityException {
        log = new SignedLog();
        log.entry("s/0", "CHANGE", "u:1", "ada");
        log.entry("s/0", "CHANGE", "u:2", "ada");
        log.entry("o/0", "OUTCOME", "eu/1", "worker");
        log.entry("s/0", "COMMAND", "command:eu:1", "olga");
        log.checkpoint();
        log.superseded("o/0", "command:eu:1");
        log.entry("s/0", "CHANGE", "u:4", "ada");
        log.entry("s/0", "CHANGE", "u:5", "ada");
        log.checkpoint();
        log.entry("s/0", "CHANGE", "u:6", "ada");
    }

    @Test
    void shouldProveWhatIsAsItWasSigned() throws IOException {
        Verdict verdict = log.verify(folder, log.lines());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict).isEqualTo(new Verdict(List.of(), 8, 2, Instant.parse("2026-11-26T12:00:00Z"), 1));
    }

    @Test
    void shouldNotCareForTheOrderOfMembersNorOfStreams() throws IOException {
        List<String> lines = log.lines();
        lines.replaceAll(
                line -> line.replace("{\"actor\":\"ada\",\"id\":\"u:2\"}", "{ \"id\": \"u:2\", \"actor\": \"ada\" }"));
        Collections.rotate(lines.subList(CHECKPOINTS, lines.size()), 2);
        assertThat(log.verify(folder, lines).findings()).isEmpty();
    }

    @Test
    void shouldNameAnEntryThatWasChanged() throws IOException {
        List<String> lines = log.lines();
        lines.replaceAll(line -> line.contains("\"id\":\"u:2\"") ? line.replace("ada", "bob") : line);
        assertFirst(lines, Kind.CHANGED, "s/0 2 (u:2)");
    }

    @Test
    void shouldNameAnEntryThatWasChangedTogetherWithItsDigest() throws IOException {
        List<String> lines = log.lines();
        String fact = "{\"entry\":{\"actor\":\"bob\",\"id\":\"u:2\"}}";
        ProofLine.Linked link = log.streams.get("s/0").get(1);
        lines.set(
                CHECKPOINTS + 1,
                new ProofLine.Linked(link.stream(), 2, "CHANGE", "u:2", Chain.sha256(fact), link.hash(), fact).json());
        assertFirst(lines, Kind.BROKEN_CHAIN, "s/0 2 (u:2)");
    }

    @Test
    void shouldNameAnEntryThatWasRemoved() throws IOException {
        List<String> lines = log.lines();
        lines.remove(CHECKPOINTS + 1);
        assertFirst(lines, Kind.REMOVED, "s/0 2");
    }

    @Test
    void shouldNameAnEntryOfWhichOnlyTheLinkWasLeft() throws IOException {
        List<String> lines = log.lines();
        ProofLine.Linked link = log.streams.get("s/0").get(1);
        lines.set(
                CHECKPOINTS + 1,
                new ProofLine.Linked("s/0", 2, "CHANGE", "u:2", link.content(), link.hash(), null).json());
        assertFirst(lines, Kind.REMOVED, "s/0 2 (u:2)");
        // Nor by saying that it was the answer to a command that is there.
        lines.set(
                CHECKPOINTS + 1,
                new ProofLine.Linked("s/0", 2, "ANSWER", "command:eu:1", link.content(), link.hash(), null).json());
        assertFirst(lines, Kind.BROKEN_CHAIN, "s/0 2 (command:eu:1)");
    }

    @Test
    void shouldNoticeThatACommandIsGoneOfWhichTheAnswerIsLeft() throws IOException {
        List<String> lines = log.lines();
        lines.removeIf(line -> line.contains("\"kind\":\"COMMAND\""));
        assertThat(log.verify(folder, lines).findings())
                .extracting(Finding::place)
                .containsExactly("s/0 3", "o/0 2 (command:eu:1)");
    }

    @Test
    void shouldNameAnEntryThatStandsElsewhere() throws IOException {
        List<String> lines = log.lines();
        Collections.swap(lines, CHECKPOINTS + 1, CHECKPOINTS + 3);
        assertFirst(lines, Kind.REMOVED, "s/0 2");
        assertThat(log.verify(folder, lines).findings())
                .extracting(Finding::kind)
                .contains(Kind.REORDERED);
    }

    @Test
    void shouldNameAnEntryThatWasSlippedIn() throws IOException {
        List<String> lines = log.lines();
        lines.add("{\"entry\":{\"actor\":\"eve\",\"id\":\"x:1\"}}");
        assertFirst(lines, Kind.INSERTED, "x:1");
    }

    @Test
    void shouldNameWhereAStreamWasCutOff() throws IOException {
        List<String> lines = log.lines();
        lines.removeIf(line -> line.contains("u:5") || line.contains("u:6"));
        assertFirst(lines, Kind.CUT_OFF, "s/0 5");
    }

    @Test
    void shouldNoticeThatAWholeStreamIsMissing() throws IOException {
        List<String> lines = log.lines();
        lines.removeIf(line -> line.contains("\"stream\":\"o/0\",")
                || line.contains("{\"link\"") && line.contains("\"stream\":\"o/0\""));
        assertFirst(lines, Kind.CUT_OFF, "o/0 1");
    }

    @Test
    void shouldNameWhereAChainWasWrittenAnew() throws Exception {
        SignedLog other = new SignedLog();
        other.entry("s/0", "CHANGE", "u:1", "ada");
        other.entry("s/0", "CHANGE", "u:2", "ada");
        other.entry("o/0", "OUTCOME", "eu/1", "worker");
        other.entry("s/0", "COMMAND", "command:eu:1", "olga");
        other.superseded("o/0", "command:eu:1");
        other.entry("s/0", "CHANGE", "u:4", "eve");
        other.entry("s/0", "CHANGE", "u:5", "ada");
        List<String> lines = new ArrayList<>(log.checkpointLines);
        lines.addAll(other.lines());
        assertFirst(lines, Kind.REWRITTEN, "s/0 4");
    }

    @Test
    void shouldRefuseACheckpointOfAnotherKey() throws Exception {
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        List<String> lines = log.lines();
        String statement = Checkpoint.after(null, Instant.EPOCH, Map.of("s/0", new Tip(1, "x")))
                .statement();
        lines.set(0, SignedLog.signed(statement, others));
        assertFirst(lines, Kind.FORGED_CHECKPOINT, "checkpoint 1");
    }

    @Test
    void shouldRefuseACheckpointThatWasChanged() throws IOException {
        List<String> lines = log.lines();
        lines.set(1, lines.get(1).replace("\\\"length\\\":5", "\\\"length\\\":4"));
        assertThat(log.verify(folder, lines).first().orElseThrow())
                .matches(finding -> finding.kind() == Kind.FORGED_CHECKPOINT
                        && finding.detail().contains("signature"));
    }

    @Test
    void shouldNoticeACheckpointThatIsMissing() throws IOException {
        List<String> lines = log.lines();
        lines.remove(0);
        assertFirst(lines, Kind.MISSING_CHECKPOINT, "checkpoint 1");
    }

    @Test
    void shouldProveNothingWithoutACheckpoint() throws IOException {
        assertFirst(log.lines().subList(CHECKPOINTS, 10), Kind.UNSIGNED, "export");
    }

    @Test
    void shouldFindACutThatLeftOutTheCheckpointsByOnesThatWereKept() throws Exception {
        Path kept = Files.write(folder.resolve("kept.jsonl"), log.checkpointLines);
        List<String> lines = log.lines();
        lines.remove(1);
        lines.removeIf(line -> line.contains("u:5") || line.contains("u:6") || line.contains("u:4"));
        Path export = Files.write(folder.resolve("export.jsonl"), lines);
        assertThat(ActivityVerifier.verify(export, List.of(), List.of(log.keys.getPublic()))
                        .isProved())
                .isTrue();
        assertThat(ActivityVerifier.verify(export, List.of(kept), List.of(log.keys.getPublic()))
                        .first()
                        .orElseThrow())
                .matches(finding ->
                        finding.kind() == Kind.CUT_OFF && finding.place().equals("s/0 4"));
    }

    @Test
    void shouldRefuseWhatNoHashCovers() throws IOException {
        List<String> lines = log.lines();
        lines.set(CHECKPOINTS, lines.get(CHECKPOINTS).replaceFirst("\\{", "{\"note\":\"approved\","));
        assertFirst(lines, Kind.UNUSABLE_LINE, "line 3");
        lines.set(CHECKPOINTS, "not JSON");
        assertFirst(lines, Kind.UNUSABLE_LINE, "line 3");
    }

    @Test
    void shouldSayOnTheCommandLineWhatItFound() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys.pem"), SigningKeys.pem(log.keys.getPublic()));
        Path export = Files.write(folder.resolve("export.jsonl"), log.lines());
        assertThat(said(0, export.toString(), "--key", keys.toString()))
                .startsWith(
                        "PROVED  8 entries and outcomes; 2 checkpoints, the last of 2026-11-26T12:00:00Z; 1 are behind"
                                + " it");
        Files.write(export, log.lines().subList(0, 5));
        assertThat(said(2, export.toString(), "--key", keys.toString()))
                .startsWith("FAILED  the first: CUT_OFF o/0 1: ");
        assertThatThrownBy(() -> said(1, folder.resolve("none").toString(), "--key", keys.toString()))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageStartingWith("There is no file");
        assertThatThrownBy(() -> said(1, export.toString(), "--key", export.toString()))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("no block PUBLIC KEY");
        assertThatIllegalArgumentException().isThrownBy(() -> said(1, "--key")).withMessageContaining("usage:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> said(1, "--no-such", "x"))
                .withMessageContaining("'--no-such'");
    }

    @Test
    void shouldNotLetAnExportSteerTheTerminal() {
        Verdict verdict = new Verdict(
                Collections.nCopies(30, new Finding(Kind.CHANGED, "s/0 1 (a\u001b[2J)", "it is not what was hashed")),
                30,
                0,
                null,
                0);

        assertThat(Verification.words(verdict).lines())
                .hasSize(22)
                .noneMatch(line -> line.contains("\u001b"))
                .startsWith("FAILED  the first: CHANGED s/0 1 (a?[2J): it is not what was hashed")
                .endsWith("        and 9 more");
    }

    private static String said(int code, String... arguments) throws UnusableFileException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(VerifyCommand.run(List.of(arguments), new PrintStream(out, true, UTF_8)))
                .isEqualTo(code);
        return out.toString(UTF_8);
    }

    private void assertFirst(List<String> lines, Kind kind, String place) throws IOException {
        assertThat(log.verify(folder, lines).first().orElseThrow())
                .satisfies(first -> assertThat(first.kind()).isEqualTo(kind))
                .satisfies(first -> assertThat(first.place()).isEqualTo(place));
    }
}
