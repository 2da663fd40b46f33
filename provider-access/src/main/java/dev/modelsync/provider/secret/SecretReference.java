package dev.modelsync.provider.secret;

import java.util.regex.Pattern;

/**
 * Names one version of a secret. Versions of one reference grow with each rotation.
 *
 * @param ref letters, digits and hyphens, so that it is a name in every kind of store
 * @param version from 1
 */
public record SecretReference(String ref, int version) {
    private static final Pattern REF = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,99}");

    public SecretReference {
        if (!REF.matcher(ref).matches()) {
            throw new IllegalArgumentException(
                    "Secret reference '" + ref + "' must be 1 to 100 letters, digits or hyphens");
        }
        if (version < 1) {
            throw new IllegalArgumentException("Version of secret " + ref + " is " + version + "; the first is 1");
        }
    }
}
