package dev.modelsync.cli.service;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as {@code [NAME:]FUNCTION=UPSTREAM}: everything behind the first equals sign is the provider's own name, which may
 * hold colons and equals signs itself. Whether there is such a function, Hybrid Manager knows.
 *
 * @param registryName null to have Hybrid Manager name it
 */
record ModelArgument(@Nullable String registryName, String function, String upstreamModel) {
    static final String FORM = "[NAME:]FUNCTION=UPSTREAM";

    private static final Pattern ARGUMENT = Pattern.compile("(?:([^:=]+):)?([A-Za-z_]+)=(.+)", Pattern.DOTALL);

    ObjectNode json() {
        ObjectNode model = JsonNodeFactory.instance.objectNode();
        model.put("upstreamModel", upstreamModel).put("function", function.toUpperCase(Locale.ROOT));
        return registryName == null ? model : model.put("registryName", registryName);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<ModelArgument> {
        @Override
        public ModelArgument convert(String argument) {
            Matcher matcher = ARGUMENT.matcher(argument);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + argument + "' is no model; allowed: " + FORM
                        + ", as in TEXT_EMBEDDING=text-embedding-3-small or gpt-4o-prod:TEXT_COMPLETION=gpt-4o");
            }
            return new ModelArgument(matcher.group(1), matcher.group(2), matcher.group(3));
        }
    }
}
