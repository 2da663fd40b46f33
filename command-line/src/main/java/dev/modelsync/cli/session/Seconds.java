package dev.modelsync.cli.session;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time to wait as it is typed: whole seconds, 0 for none. */
public final class Seconds implements ITypeConverter<Integer> {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,9}");

    @Override
    public Integer convert(String given) {
        if (!FORM.matcher(given).matches()) {
            throw new TypeConversionException("'" + given + "' is no time to wait; allowed: whole seconds, as 30");
        }
        return Integer.valueOf(given);
    }
}
