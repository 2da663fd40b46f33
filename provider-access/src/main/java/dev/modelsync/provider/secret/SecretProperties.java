package dev.modelsync.provider.secret;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded secret store.
 *
 * @param folder where the encrypted files are
 * @param keyset the keyset itself, Tink's JSON
 * @param keysetFile a file that holds the keyset; made at the first start when it does not exist
 */
@ConfigurationProperties("modelsync.secrets")
record SecretProperties(
        @DefaultValue("data/secrets") Path folder,
        @Nullable String keyset,
        @Nullable Path keysetFile) {

    SecretProperties {
        if ((keyset == null) == (keysetFile == null)) {
            throw new IllegalArgumentException("modelsync.secrets needs exactly one of keyset and keyset-file; found "
                    + (keyset == null ? "none" : "both"));
        }
    }

    @Override
    public String toString() {
        return "SecretProperties[folder=" + folder + ", keysetFile=" + keysetFile + "]";
    }
}
