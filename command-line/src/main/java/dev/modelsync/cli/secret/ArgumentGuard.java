package dev.modelsync.cli.secret;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses secrets on the command line, where every user of the machine, the history of the shell and logs see them. Knows
 * the forms of common keys; never quotes one.
 */
public final class ArgumentGuard {
    private static final Pattern OPTION = Pattern.compile(
            "--?(api-?key|key|token|password|secret|access-?token|access-?key-?id|secret-?access-?key|credentials?)(=.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * Keys of OpenAI and those like it, access tokens of clusters, keys of NVIDIA, Google and AWS, JSON Web Tokens, private keys, and key sets of Tink, public ones as well. A name of a
     * service is lower case, and may well begin with sk-.
     */
    private static final Pattern SECRET = Pattern.compile("(^|[=:,'\" ])("
            + "sk-(?=[A-Za-z0-9_-]*[A-Z])[A-Za-z0-9_-]{20,}|sk-[0-9a-f]{32,}"
            + "|msc_[A-Za-z0-9_-]{20,}"
            + "|nvapi-[A-Za-z0-9_-]{20,}"
            + "|AIza[A-Za-z0-9_-]{30,}"
            + "|(AKIA|ASIA)[A-Z0-9]{16}"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY"
            + "|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*)"
            + "|\"primaryKeyId\"");

    private static final String HOW =
            "Secrets are not taken from arguments, which other users and the shell's history see."
                    + " Give --api-key-file FILE, or - for standard input, or --api-key-env VARIABLE;"
                    + " the token for Hybrid Manager by --token-file or MODELSYNC_TOKEN."
                    + " What was just typed should be replaced at its issuer";

    private ArgumentGuard() {}

    /** What to say of arguments that hold a secret, or ask for one. */
    public static Optional<String> complaint(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (OPTION.matcher(argument).matches() || SECRET.matcher(argument).find()) {
                return Optional.of("Argument " + (i + 1) + " is a secret or asks for one. " + HOW);
            }
        }
        return Optional.empty();
    }
}
