package dev.modelsync.cli.session;

import dev.modelsync.cli.output.Format;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command has; what is not given is looked for in the environment. */
public final class CommonOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Where Hybrid Manager is; else MODELSYNC_URL, else http://127.0.0.1:8080")
    @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Holds the token to show Hybrid Manager, - for standard input;"
                    + " else MODELSYNC_TOKEN_FILE, else the token itself in MODELSYNC_TOKEN, else none")
    @Nullable String tokenFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Certificates in PEM that are trusted in the place of the platform's; else MODELSYNC_CA_FILE")
    @Nullable Path caFile;

    @Option(
            names = {"-p", "--project"},
            paramLabel = "PROJECT",
            scope = ScopeType.INHERIT,
            description = "The project that services belong to; else MODELSYNC_PROJECT")
    @Nullable String project;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Whom the activity log names; else MODELSYNC_ACTOR, else the user of this machine")
    @Nullable String actor;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            completionCandidates = FormatNames.class,
            description = "table, json or yaml; table if not given")
    Format output = Format.TABLE;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows where a failure came from")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Shows how the command is used")
    boolean help;

    /** Whether the cause of a failure is to be shown. */
    public boolean debug() {
        return debug;
    }

    /** As they are typed. */
    static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Format.values())
                    .map(format -> format.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }
}
