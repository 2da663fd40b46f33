package dev.modelsync.cli.activity;

import dev.modelsync.cli.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Proves from an export alone that nothing of the activity log was removed, changed or cut off. Asks no server.",
            "The exit code is 2 when that is not so; the first entry that fails is named."
        },
        footer = {"", "Example: modelsync activity verify activity.ndjson --keys signing-keys.pem"})
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EXPORT", description = "A file as GET /api/v1/activity/proof gives it")
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

    /** The codes of the proof are those of this command line: proved, error, different. */
    @Override
    public Integer call() {
        return dev.modelsync.proof.VerifyCommand.run(export, checkpoints, keys, session.out());
    }
}
