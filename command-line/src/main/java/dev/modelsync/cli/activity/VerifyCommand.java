package dev.modelsync.cli.activity;

import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import dev.modelsync.proof.Finding;
import dev.modelsync.proof.Verdict;
import dev.modelsync.proof.Verification;
import dev.modelsync.proof.Verification.UnusableFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "verify",
        description = {
            "Proves from an export alone that nothing of the activity log was removed, changed or cut off. Asks no server.",
            "The exit code is 2 when that is not so; the first entry that fails is named."
        },
        footer = {"", "Example: modelsync activity verify proof.ndjson --keys signing-keys.pem"})
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EXPORT", description = "A file as `activity proof` writes it")
    private Path export = Path.of("");

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "FILE",
            description =
                    "The public keys that are trusted, in PEM; kept since before, and not of the server that is to be proved")
    private Path keys = Path.of("");

    @Option(
            names = "--checkpoints",
            paramLabel = "FILE",
            description = "Further checkpoints; may be given several times")
    private List<Path> checkpoints = new ArrayList<>();

    private final Session session;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Verdict verdict;
        try {
            verdict = Verification.of(export, checkpoints, keys);
        } catch (UnusableFileException e) {
            throw new FailedException(ExitCode.ERROR, String.valueOf(e.getMessage()));
        }
        session.show(json(verdict), shown -> Verification.words(verdict));
        return verdict.isProved() ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    private static JsonNode json(Verdict verdict) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("proved", verdict.isProved())
                .put("linked", verdict.linked())
                .put("checkpoints", verdict.checkpoints())
                .put(
                        "signedUntil",
                        verdict.signedUntil() == null
                                ? null
                                : verdict.signedUntil().toString())
                .put("unsigned", verdict.unsigned());
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : verdict.findings()) {
            findings.addObject()
                    .put("kind", finding.kind().name())
                    .put("place", finding.place())
                    .put("detail", finding.detail());
        }
        return json;
    }
}
