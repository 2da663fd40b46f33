package dev.modelsync.proxy.routes;

import java.net.URLDecoder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The paths at which the models of a service are called. Nothing else of a provider's API is open to clusters: behind it
 * may be files, stored answers, keys and bills. Paths are compared as they came, octet for octet, and only a model's
 * name in a path may be escaped.
 */
public final class ModelPaths {
    /** Of a service without models. */
    public static final ModelPaths NONE = new ModelPaths(List.of());

    private static final int MOST_SHOWN = 20;
    /** A row that was written by hand may hold others; no request can have them. */
    private static final Pattern SHOWABLE = Pattern.compile("[!#-\\[\\]-~]+");

    private final List<ModelPath> paths;

    ModelPaths(Collection<ServiceDeclared.Model> models) {
        paths = models.stream().map(ModelPaths::of).distinct().toList();
    }

    /** One of the paths. */
    private sealed interface ModelPath {
        Optional<String> forwarded(String path);

        String shown();
    }

    /** The model is named in the body. */
    private record Fixed(String path) implements ModelPath {
        @Override
        public Optional<String> forwarded(String found) {
            return found.equals(path) ? Optional.of(found) : Optional.empty();
        }

        @Override
        public String shown() {
            return path;
        }
    }

    /**
     * The model is named in the path, and what is asked of it.
     *
     * @param base of the model's name
     * @param separator between the name and what is asked
     * @param operation what may be asked
     */
    private record Named(String base, String model, char separator, Pattern operation) implements ModelPath {
        @Override
        public Optional<String> forwarded(String found) {
            int end = found.lastIndexOf(separator);
            return found.startsWith(base)
                            && end >= base.length()
                            && operation.matcher(found.substring(end + 1)).matches()
                            && unescaped(found.substring(base.length(), end)).equals(model)
                    ? Optional.of(found)
                    : Optional.empty();
        }

        @Override
        public String shown() {
            return base + "{model}" + separator + "{operation}";
        }

        /** A plus sign is one, as everywhere in paths. */
        private static String unescaped(String segment) {
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        }
    }

    /**
     * As the other, also where the caller has repeated the base. What AIDB appends to the address of Bedrock or Gemini is not
     * documented: the model, or the base with the model.
     */
    private record Repeated(String base, Named named) implements ModelPath {
        @Override
        public Optional<String> forwarded(String found) {
            Optional<String> plain = named.forwarded(found);
            return plain.isPresent() || !found.startsWith(base + base + '/')
                    ? plain
                    : named.forwarded(found.substring(base.length()));
        }

        @Override
        public String shown() {
            return named.shown();
        }
    }

    /** The path that is asked of the provider; empty where none of the models is called at this one. */
    public Optional<String> forwarded(String path) {
        return paths.stream()
                .map(one -> one.forwarded(path))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** For a person: the paths that are open, the first of very many. Without quotes, backslashes and control characters. */
    public List<String> shown() {
        return paths.stream()
                .map(ModelPath::shown)
                .filter(path -> SHOWABLE.matcher(path).matches())
                .distinct()
                .limit(MOST_SHOWN)
                .toList();
    }

    private static ModelPath of(ServiceDeclared.Model model) {
        String base = model.requestPath();
        return switch (model.aidbProvider()) {
            case "gemini" ->
                new Repeated(base, new Named(base + "/models/", model.upstreamModel(), ':', Operations.GEMINI));
            case "anthropic_messages_bedrock" ->
                new Repeated(base, new Named(base + '/', model.upstreamModel(), '/', Operations.BEDROCK));
            default -> new Fixed(base);
        };
    }

    private static final class Operations {
        static final Pattern GEMINI = Pattern.compile("[A-Za-z]{1,64}");
        static final Pattern BEDROCK = Pattern.compile("[a-z-]{1,64}");
    }
}
