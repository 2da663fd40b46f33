package dev.modelsync.cli.service;

import dev.modelsync.cli.secret.SecretReader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where the provider's credentials are read from. Which fields a provider has, Hybrid Manager knows. */
final class CredentialOptions {
    private static final String API_KEY = "apiKey";

    @Option(names = "--api-key-file", paramLabel = "FILE", description = "Holds the API key; - for standard input")
    private @Nullable String apiKeyFile;

    @Option(names = "--api-key-env", paramLabel = "VARIABLE", description = "Variable of the environment that holds it")
    private @Nullable String apiKeyVariable;

    @Option(
            names = "--credential-file",
            paramLabel = "FIELD=FILE",
            description =
                    "Another field of the credentials, as accessKeyId and secretAccessKey of AWS; - for standard input")
    private Map<String, String> files = new TreeMap<>();

    @Option(
            names = "--credential-env",
            paramLabel = "FIELD=VARIABLE",
            description = "The same, from a variable of the environment")
    private Map<String, String> variables = new TreeMap<>();

    /** Empty where none are given. */
    Optional<ObjectNode> read(SecretReader secrets) {
        Map<String, String> fromFiles = with(files, apiKeyFile);
        Map<String, String> fromVariables = with(variables, apiKeyVariable);
        if (fromFiles.isEmpty() && fromVariables.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode credentials = JsonNodeFactory.instance.objectNode();
        fromFiles.forEach((field, file) -> credentials.put(field, secrets.fromFile(field, file)));
        fromVariables.forEach((field, variable) -> credentials.put(field, secrets.fromEnvironment(field, variable)));
        return Optional.of(credentials);
    }

    private static Map<String, String> with(Map<String, String> fields, @Nullable String apiKey) {
        Map<String, String> all = new TreeMap<>(fields);
        if (apiKey != null) {
            all.put(API_KEY, apiKey);
        }
        return all;
    }
}
