package dev.modelsync.provider.secret;

import java.util.regex.Pattern;

/**
 * Names one version of a secret. Versions of one reference grow with each rotation.
 *
 * @param ref lower-case letters, digits and hyphens between them, so that it is a name of its own in
 *     every kind of store
 * @param version from 1
 */
public record SecretReference(String ref, int version) {
    private static final Pattern REF = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?");

    public SecretReference {
        if (!REF.matcher(ref).matches()) {
            throw new IllegalArgumentException("Secret reference '" + ref
                    + "' must be 1 to 100 lower-case letters, digits or hyphens, with no hyphen at an end");
        }
        if (version < 1) {
            throw new IllegalArgumentException("Version of secret " + ref + " is " + version + "; the first is 1");
        }
    }
}
